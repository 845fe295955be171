"""The command line: one reader who stops reading, one mistake, one language."""

import subprocess
import sys


def daskalo(*arguments: str, language: str = "en") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "daskalo.cli", "--speak", language, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_mistake_is_a_sentence_with_its_code_and_status_2():
    done = daskalo("build", "--course", "no-such-course")
    assert done.returncode == 2
    assert done.stderr.startswith("daskalo: ")
    assert done.stderr.rstrip().endswith("]")
    assert "Traceback" not in done.stderr


def test_a_file_in_the_way_is_named_in_the_language_of_the_reader(tmp_path):
    (tmp_path / "way").write_text("in the way")
    ranking = ["--rules", "ruse-kindergarten", "--on", "2020-06-05", "--out", str(tmp_path / "way")]
    for name, header in {
        "places": "institution,group,places",
        "children": "child,group,birth_date,district",
        "wishes": "child,rank,institution",
        "claims": "child,criterion,institution",
    }.items():
        (tmp_path / f"{name}.csv").write_text(header + "\n")
    for language, said in {"en": "cannot be read or written", "bg": "не може да се прочете"}.items():
        done = daskalo("admission", "place", str(tmp_path), *ranking, language=language)
        assert done.returncode == 2
        assert said in done.stderr


def test_a_reader_who_has_read_enough_ends_it_quietly():
    code = "from daskalo import cli; import sys; sys.exit(cli.main(['--speak', 'en', 'build', '--help']))"
    program = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.close()
    assert "Traceback" not in program.stderr.read()
    program.stderr.close()
    program.wait()


def test_help_names_every_command():
    shown = daskalo("--help").stdout
    for command in ("build", "translate", "courses", "hub", "apps"):
        assert command in shown


def test_the_command_line_is_there_before_the_heavy_libraries():
    code = (
        "import sys; from daskalo import cli; cli.parser(); "
        "print(sorted({'nbgrader', 'pandas', 'matplotlib', 'sqlalchemy', 'fpdf', 'IPython'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
