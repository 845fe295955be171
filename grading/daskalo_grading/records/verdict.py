"""Telling a genuine pack from an edited one.

The signature says that nothing changed since somebody signed. Who that was is known only by the key: given with
`--public-key`, or the course's own key on this machine. The key inside a pack proves nothing about its owner, for who
edits a pack can sign it anew and put another key in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from daskalo.errors import ContentError, UsageError
from daskalo.i18n import translator
from daskalo_grading.records.keys import PublicKey
from daskalo_grading.records.manifest import KEY, MANIFEST, SIGNATURE, Manifest, sha256, signer
from daskalo_grading.records.trust import Trust
from daskalo_grading.records.wording import day, grouped
from daskalo_grading.records.zips import read_plain, unzipped

_, ngettext = translator("daskalo_grading.records")

GENUINE, NOT_GENUINE, UNKNOWN_SIGNER = 0, 1, 3
SEAL = (MANIFEST, SIGNATURE, KEY)


@dataclass(frozen=True)
class Verdict:
    """What was found.

    Attributes:
        state (str): `genuine`, `edited`, `incomplete`, `extra`, `other-key`, `unknown-signer` or `unreadable`.
        sentences (tuple[str, ...]): It in words, the verdict first.
    """

    state: str
    sentences: tuple[str, ...]

    @property
    def status(self) -> int:
        """The exit status: 0 genuine, 3 intact with a signer nobody here knows, 1 everything else."""
        return {"genuine": GENUINE, "unknown-signer": UNKNOWN_SIGNER}.get(self.state, NOT_GENUINE)


def verify(path: Path, public_key: str | None = None, *, state: Path = Path(".daskalo")) -> Verdict:
    """Check a pack, or one file of a pack beside its manifest.

    Args:
        path (Path): The folder or the zip of a pack, or one of its files. A zip is known by the end of its name: a PDF
            with a genuine zip behind it is no genuine pack.
        public_key (str | None): The key that must have signed: a PEM file, or its fingerprint.
        state (Path): `.daskalo`, whose keys are known.

    Raises:
        UsageError: `file-unknown`, `public-key`, `several-packs`.
    """
    trust = Trust.of(public_key, state)
    if not path.exists():
        raise UsageError("file-unknown", _("There is no file or folder “{path}”.", path=path))
    path = path.resolve()
    try:
        if path.is_dir():
            return _check(_folder(path), trust)
        if path.suffix.lower() == ".zip":
            return _check(unzipped(path), trust)
        if path.name in (MANIFEST, SIGNATURE):
            return _check(_folder(path.parent), trust)
        return _check_alone(path, trust)
    except PermissionError as error:
        return Verdict("unreadable", (_("Cannot be told: it cannot be read."), _safe(str(error))))
    except (ContentError, OSError) as error:
        return Verdict("unreadable", (_("Not genuine."), _safe(str(error))))


def _folder(folder: Path) -> dict[str, bytes]:
    names = sorted(path.name for path in folder.iterdir())
    if MANIFEST not in names and any((folder / name / MANIFEST).is_file() for name in names):
        packs = _listed([name for name in names if (folder / name / MANIFEST).is_file()])
        raise UsageError("several-packs", _("{path} holds several packs. Name one: {packs}.", path=folder, packs=packs))
    return {name: read_plain(folder / name) for name in names}


def _check_alone(path: Path, trust: Trust) -> Verdict:
    """Check one file by the manifest that lies beside it."""
    content = read_plain(path)
    seal = {name: read_plain(path.parent / name) for name in SEAL if (path.parent / name).is_file()}
    if MANIFEST not in seal or SIGNATURE not in seal:
        says = [
            _("Cannot be told: the manifest is missing."),
            _(
                "Put {names} of the same pack beside “{file}”, or check the whole pack: its zip or its folder.",
                names=", ".join(SEAL), file=path.name,
            ),
        ]  # fmt: skip
        if path.suffix == ".json":
            says.append(_("If this is a record.json, its fingerprint is: {digits}", digits=grouped(sha256(content))))
        return Verdict("incomplete", tuple(says))
    manifest = Manifest.of(seal[MANIFEST])
    names = [name for name, digest in manifest.files.items() if digest == sha256(content)] if manifest else []
    belongs = path.name if manifest and path.name in manifest.files else next(iter(names), path.name)
    if manifest and belongs not in manifest.files:
        return Verdict(
            "extra",
            (_("Not genuine."), _("“{file}” is no file of the pack that lies beside it.", file=_safe(path.name))),
        )
    verdict = _check({**seal, belongs: content}, trust, only=frozenset(seal.keys() | {belongs}))
    return Verdict(
        verdict.state,
        (*verdict.sentences, _("Only this file was checked. For the rest, check the zip or the folder.")),
    )


def _check(files: Mapping[str, bytes], trust: Trust, only: frozenset[str] | None = None) -> Verdict:
    """Check the files of a pack; with `only`, these and the signature."""
    absent = [name for name in (MANIFEST, SIGNATURE) if name not in files]
    if absent:
        return Verdict(
            "incomplete", (_("Not genuine: the pack is incomplete."), _("Missing: {names}.", names=", ".join(absent)))
        )
    inside = PublicKey.of(files.get(KEY, b""))
    signed_by = signer(files, [key for key in (trust.given, *trust.known.values(), inside) if key])
    if signed_by is None and KEY not in files:
        says = _("Cannot be told: without {key} nobody can check the signature.", key=KEY)
        return Verdict("incomplete", (says, _("Missing: {names}.", names=KEY)))
    manifest = Manifest.of(files[MANIFEST])
    if signed_by is None or manifest is None:
        says = _("{manifest}, its signature or the key were changed: the signature does not fit.", manifest=MANIFEST)
        return Verdict("edited", (_("Not genuine: the pack was edited."), says))
    wrong = _differences(files, manifest, only)
    about = _about(manifest, signed_by)
    expected = trust.expects(manifest.course)
    if expected and signed_by.fingerprint != expected:
        other = (
            _("Not genuine: signed with another key."),
            _("Expected: {digits}", digits=grouped(expected)),
            _("Signed with: {digits}", digits=grouped(signed_by.fingerprint)),
        )
        return Verdict("other-key", (*other, *(line for _state, _verdict, line in wrong)))
    if wrong:
        state, verdict, _line = wrong[0]
        return Verdict(state, (verdict, *(line for _state, _verdict, line in wrong), *about))
    if not expected:
        says = (
            _("Intact, but the signer is not known to this machine."),
            _("Nothing changed since it was signed. Who edits a pack can sign it anew with a key of their own, so ask"
              " the organiser of the course for the fingerprint of their key, by another way than this pack, and check"
              " again with --public-key FINGERPRINT."),
        )  # fmt: skip
        return Verdict("unknown-signer", (*says, *about))
    how = _("The key is the one you named.")
    if not trust.fingerprint:
        how = _("The key is the one this machine has for the course: {path}", path=trust.place(manifest.course))
    return Verdict("genuine", (_("Genuine."), how, *about))


def _differences(
    files: Mapping[str, bytes], manifest: Manifest, only: frozenset[str] | None
) -> list[tuple[str, str, str]]:
    """Return what is wrong with the files, as (state, verdict, sentence), the worst first."""
    looked = [name for name in manifest.files if only is None or name in only]
    edited = [name for name in looked if name in files and sha256(files[name]) != manifest.files[name]]
    extra = [name for name in files if name not in manifest.files and name not in (MANIFEST, SIGNATURE)]
    missing = [name for name in looked if name not in files]
    found = [
        ("edited", _("Not genuine: the pack was edited."), _("Edited: {names}.", names=_listed(edited))),
        ("extra", _("Not genuine: something was added."), _("Not signed: {names}.", names=_listed(extra))),
        ("incomplete", _("Not genuine: the pack is incomplete."), _("Missing: {names}.", names=_listed(missing))),
    ]
    return [each for each, names in zip(found, (edited, extra, missing), strict=True) if names]


def _safe(text: str) -> str:
    """Return what a stranger wrote, so that a terminal only shows it."""
    return "".join(letter if letter.isprintable() else "?" for letter in text[:400])


def _listed(names: list[str]) -> str:
    return _safe(", ".join(names))


def _about(manifest: Manifest, key: PublicKey) -> tuple[str, ...]:
    try:
        made = day(manifest.made)
    except ValueError:
        made = _safe(manifest.made)
    return (
        _(
            "Course: {course}. Participant: {person}. Made on {day}.",
            course=_safe(manifest.course), person=_safe(manifest.person), day=made,
        ),
        _("Fingerprint of the record: {digits}", digits=grouped(_safe(manifest.fingerprint))),
        _("The same fingerprint must stand on the certificate and in its QR code."),
        _("Signed with the key: {digits}", digits=grouped(key.fingerprint)),
    )  # fmt: skip
