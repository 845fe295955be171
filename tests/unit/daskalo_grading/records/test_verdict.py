"""Genuine, edited, signed by somebody else, incomplete: each is told, in words."""

import json
import shutil
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from daskalo.errors import UsageError
from daskalo_grading.records import Made, verify
from daskalo_grading.records.keys import SigningKey
from daskalo_grading.records.make import pack
from daskalo_grading.records.manifest import MANIFEST, RECORD, SIGNATURE, sealed, to_json
from daskalo_grading.records.zips import zipped

FILES = [
    "record.json", "certificate.pdf", "certificate.docx", "neispuo.json", "neispuo.todo.json", "public-key.pem",
    "manifest.json", "manifest.sig",
]  # fmt: skip


def forger() -> SigningKey:
    return SigningKey(Ed25519PrivateKey.generate())


def forged(out: Path, key: SigningKey) -> dict[str, bytes]:
    """Return Petrova's pack with better points, signed anew by somebody else."""
    record = json.loads((out / "petrova" / RECORD).read_text())
    record["units"][0]["score"] = 18
    return pack(record, key)


def write(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def zip_of(folder: Path, files: dict[str, bytes]) -> Path:
    (folder / "pack.zip").write_bytes(zipped(files))
    return folder / "pack.zip"


@pytest.mark.parametrize("what", ["petrova", "petrova.zip", *(f"petrova/{name}" for name in FILES)])
def test_a_pack_and_each_of_its_files_is_genuine_where_it_was_signed(out: Path, state: Path, what: str):
    verdict = verify(out / what, state=state)
    assert (verdict.state, verdict.status) == ("genuine", 0)
    assert verdict.sentences[0] == "Истинско."


@pytest.mark.parametrize("name", FILES)
def test_an_edit_of_any_file_is_found_and_named(out: Path, state: Path, name: str):
    path = out / "petrova" / name
    path.write_bytes(path.read_bytes()[:-2] + b"x\n")
    verdict = verify(out / "petrova", state=state)
    assert (verdict.state, verdict.status) == ("edited", 1)
    assert name in " ".join(verdict.sentences) or name == SIGNATURE


@pytest.mark.parametrize("name", ["record.json", "certificate.pdf", "certificate.docx"])
def test_an_edited_file_alone_is_found_by_the_manifest_beside_it(out: Path, state: Path, name: str):
    path = out / "petrova" / name
    path.write_bytes(path.read_bytes() + b"\n")
    assert verify(path, state=state).state == "edited"


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_makes_a_pack_incomplete(out: Path, state: Path, name: str):
    (out / "petrova" / name).unlink()
    verdict = verify(out / "petrova", state=state)
    assert (verdict.state, verdict.status) == ("incomplete", 1)
    assert name in " ".join(verdict.sentences)


def test_a_file_that_nobody_signed_is_found(out: Path, state: Path, tmp_path: Path):
    more = contents(out / "petrova") | {"diploma.pdf": b"%PDF"}
    verdict = verify(zip_of(tmp_path, more), state=state)
    assert (verdict.state, verdict.status) == ("extra", 1)
    assert "diploma.pdf" in " ".join(verdict.sentences)
    (out / "petrova" / "more").mkdir()
    assert verify(out / "petrova", state=state).status == 1


def test_two_packs_cannot_be_mixed(out: Path, state: Path):
    shutil.copy(out / "ivanov" / "certificate.pdf", out / "petrova" / "certificate.pdf")
    assert verify(out / "petrova", state=state).state == "edited"
    shutil.copy(out / "petrova" / "record.json", out / "ivanov" / "somebody.json")
    assert verify(out / "ivanov" / "somebody.json", state=state).state == "extra"


def test_elsewhere_a_genuine_pack_is_intact_with_a_signer_nobody_knows(out: Path, tmp_path: Path):
    verdict = verify(out / "petrova.zip", state=tmp_path / "elsewhere")
    assert (verdict.state, verdict.status) == ("unknown-signer", 3)
    assert "не е известно кой го е подписал" in verdict.sentences[0]


def test_a_pack_that_somebody_edited_and_signed_anew_is_never_genuine(
    out: Path, state: Path, made: Made, tmp_path: Path
):
    copy = zip_of(tmp_path, forged(out, forger()))
    assert verify(copy, state=state).state == "other-key"
    assert verify(copy, made.key.fingerprint, state=tmp_path).state == "other-key"
    assert verify(copy, state=tmp_path / "elsewhere").status == 3


def test_the_key_of_another_pack_does_not_help_a_forger(out: Path, state: Path, made: Made, tmp_path: Path):
    files = forged(out, forger()) | {"public-key.pem": made.key.pem}
    verdict = verify(write(tmp_path / "pack", files), state=state)
    assert (verdict.state, verdict.status) == ("edited", 1)


def test_a_key_can_be_named_by_its_fingerprint_or_its_file(out: Path, made: Made, tmp_path: Path):
    spaced = " ".join(made.key.fingerprint[at : at + 4].upper() for at in range(0, 64, 4))
    for given in (made.key.fingerprint, spaced, str(out / "ivanov" / "public-key.pem")):
        assert verify(out / "petrova.zip", given, state=tmp_path).state == "genuine"
    (tmp_path / "other.pem").write_bytes(forger().public.pem)
    assert verify(out / "petrova.zip", str(tmp_path / "other.pem"), state=tmp_path).state == "other-key"
    (out / "petrova" / "public-key.pem").unlink()
    assert verify(out / "petrova", made.key.fingerprint, state=tmp_path).state != "genuine"


def test_without_any_key_nobody_can_tell(out: Path, made: Made, tmp_path: Path):
    (out / "petrova" / "public-key.pem").unlink()
    for what in (out / "petrova", out / "petrova" / "certificate.pdf"):
        for given in (None, made.key.fingerprint):
            verdict = verify(what, given, state=tmp_path)
            assert (verdict.state, verdict.status) == ("incomplete", 1)
            assert "public-key.pem" in verdict.sentences[0]
    key = out / "ivanov" / "public-key.pem"
    assert verify(out / "petrova" / "certificate.pdf", str(key), state=tmp_path).state == "genuine"


@pytest.mark.parametrize("given", ["", "abc", "3c978e1b", "/nowhere/key.pem", "/dev/zero", __file__])
def test_what_is_no_key_is_refused(out: Path, given: str):
    with pytest.raises(UsageError) as refused:
        verify(out / "petrova.zip", given)
    assert refused.value.code == "public-key"


def test_a_certificate_alone_says_what_is_needed(out: Path, state: Path, tmp_path: Path):
    alone = shutil.copy(out / "petrova" / "certificate.pdf", tmp_path / "Мария.pdf")
    verdict = verify(alone, state=state)
    assert (verdict.state, verdict.status) == ("incomplete", 1)
    assert "manifest.json" in verdict.sentences[1]
    for name in ("manifest.json", "manifest.sig", "public-key.pem"):
        shutil.copy(out / "petrova" / name, tmp_path)
    assert verify(alone, state=state).state == "genuine"


def test_a_pdf_with_a_genuine_zip_behind_it_is_no_genuine_pack(out: Path, state: Path, tmp_path: Path):
    genuine = (out / "petrova.zip").read_bytes()
    (tmp_path / "certificate.pdf").write_bytes(b"%PDF-1.7 forged\n" + genuine)
    assert verify(tmp_path / "certificate.pdf", state=state).status == 1
    (tmp_path / "certificate.zip").write_bytes(b"%PDF-1.7 forged\n" + genuine)
    assert verify(tmp_path / "certificate.zip", state=state).state == "unreadable"


def test_a_manifest_of_another_kind_is_not_believed(out: Path, state: Path, tmp_path: Path):
    files = contents(out / "petrova")
    for manifest in (b"", b"[]", b"{", b"[" * 100_000, to_json({"kind": "other"})):
        folder = write(tmp_path / str(len(manifest)), files | {MANIFEST: manifest})
        assert verify(folder, state=state).state == "edited"


def test_a_signed_manifest_whose_fingerprint_is_not_that_of_the_record_is_not_believed(out: Path, tmp_path: Path):
    key = forger()
    files = {name: data for name, data in contents(out / "petrova").items() if name not in (MANIFEST, SIGNATURE)}
    whole = sealed(files, {"course": "c", "person": "p", "made": "2026-11-23"}, key)
    table = json.loads(whole[MANIFEST]) | {"fingerprint": "0" * 64}
    manifest = to_json(table)
    folder = write(tmp_path / "pack", whole | {MANIFEST: manifest, SIGNATURE: key.sign(manifest)})
    assert verify(folder, key.public.fingerprint, state=tmp_path).state == "edited"


def test_what_a_stranger_wrote_cannot_steer_the_terminal(out: Path, tmp_path: Path):
    files = {name: data for name, data in contents(out / "petrova").items() if name not in (MANIFEST, SIGNATURE)}
    about = {"course": "c\x1b[2J", "person": "p\nИстинско.", "made": "\x1b[31m"}
    verdict = verify(zip_of(tmp_path, sealed(files, about, forger())), state=tmp_path)
    assert verdict.state == "unknown-signer"
    assert all(sentence.isprintable() for sentence in verdict.sentences)


def test_links_in_a_pack_are_not_followed(out: Path, state: Path, tmp_path: Path):
    pdf = out / "petrova" / "certificate.pdf"
    pdf.rename(tmp_path / "elsewhere.pdf")
    pdf.symlink_to(tmp_path / "elsewhere.pdf")
    assert verify(out / "petrova", state=state).status == 1


def test_a_folder_with_several_packs_asks_for_one(out: Path, state: Path):
    with pytest.raises(UsageError) as refused:
        verify(out, state=state)
    assert refused.value.code == "several-packs"
    with pytest.raises(UsageError) as refused:
        verify(out / "nothing.zip", state=state)
    assert refused.value.code == "file-unknown"
