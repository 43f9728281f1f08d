"""Make the generated files of the desktop again: forms from `ui/`, translations from the sources.

`python installer/generate.py` writes them; `--check` only compares and says what is stale or not yet translated.
Needs the environment of the project (pyside6-uic, pyside6-lupdate, pyside6-lrelease beside this Python).
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UI = ROOT / "ui"
FORMS = ROOT / "src" / "counter" / "desktop" / "forms"
DESKTOP = ROOT / "src" / "counter" / "desktop"
TRANSLATIONS = ROOT / "resources" / "translations"
LANGUAGES = ("en",)

_HEADER = '"""Generated from ui/{name} by installer/generate.py. Change the form, not this file."""\n\n'
_SETUP = re.compile(r"def (setupUi|retranslateUi)\(self, (\w+)\):")


def tool(name: str) -> str:
    """A program of the environment.

    Raises:
        FileNotFoundError: it is not there.
    """
    beside = Path(sys.executable).parent
    found = shutil.which(name, path=str(beside)) or shutil.which(name)
    if found is None:
        raise FileNotFoundError(f"{name} is not beside {sys.executable}: set the environment up first")
    return found


def run(*command: str) -> str:
    """Run a program; its output when it fails is the error."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def form_code(form: Path) -> str:
    """The Python code of a form: as pyside6-uic writes it, without the version of the tool and with types."""
    code = run(tool("pyside6-uic"), str(form))
    body = code[code.index("from PySide6") :]
    base = re.search(r'<widget class="(\w+)" name', form.read_text(encoding="utf-8"))
    kind = base.group(1) if base else "QWidget"
    typed = _SETUP.sub(rf"def \1(self, \2: {kind}) -> None:", body)
    return _HEADER.format(name=form.name) + typed


def generate_forms(check: bool) -> list[str]:
    """Write the forms, or say which are stale."""
    stale = []
    wanted = {"__init__.py": '"""Forms, generated from ui/ by installer/generate.py."""\n'}
    for form in sorted(UI.glob("*.ui")):
        wanted[f"{form.stem}.py"] = form_code(form)
    for path in sorted(FORMS.glob("*.py")):
        if path.name not in wanted:
            stale.append(f"{path.relative_to(ROOT)}: its form is gone")
            if not check:
                path.unlink()
    for name, code in wanted.items():
        path = FORMS / name
        if not path.exists() or path.read_text(encoding="utf-8") != code:
            stale.append(f"{path.relative_to(ROOT)}: not what ui/ says")
            if not check:
                FORMS.mkdir(parents=True, exist_ok=True)
                path.write_text(code, encoding="utf-8")
    return stale


def sources() -> list[str]:
    """Every file with texts for translation."""
    found = [*DESKTOP.glob("*.py"), *UI.glob("*.ui")]
    return [str(path) for path in sorted(found)]


def generate_translations(check: bool) -> list[str]:
    """Bring the translations up to date with the sources, or say what is missing."""
    stale = []
    for language in LANGUAGES:
        catalogue = TRANSLATIONS / f"counter_{language}.ts"
        compiled = catalogue.with_suffix(".qm")
        with tempfile.TemporaryDirectory() as folder:
            fresh = Path(folder) / catalogue.name
            if catalogue.exists():
                shutil.copyfile(catalogue, fresh)
            run(
                tool("pyside6-lupdate"),
                *sources(),
                *("-source-language", "zh_CN", "-target-language", language, "-locations", "none"),
                *("-no-obsolete", "-ts", str(fresh)),
            )
            fresh_compiled = fresh.with_suffix(".qm")
            run(tool("pyside6-lrelease"), "-silent", str(fresh), "-qm", str(fresh_compiled))
            for made, kept in ((fresh, catalogue), (fresh_compiled, compiled)):
                if not kept.exists() or kept.read_bytes() != made.read_bytes():
                    stale.append(f"{kept.relative_to(ROOT)}: not what the sources say")
                    if not check:
                        TRANSLATIONS.mkdir(parents=True, exist_ok=True)
                        shutil.copyfile(made, kept)
            stale.extend(unfinished(fresh))
    return stale


def unfinished(catalogue: Path) -> list[str]:
    """Texts of a catalogue without a translation, or whose translation lost a placeholder."""
    from xml.etree import ElementTree

    problems = []
    for context in ElementTree.parse(catalogue).getroot().iter("context"):  # noqa: S314 - our own file
        name = context.findtext("name", "")
        for message in context.iter("message"):
            source = message.findtext("source", "")
            translation = message.find("translation")
            text = "" if translation is None else "".join(translation.itertext())
            if not name:
                problems.append(f"{catalogue.name}: no context, call translate() by its name: {source}")
            elif translation is None or translation.get("type") == "unfinished" or not text.strip():
                problems.append(f"{catalogue.name}: {name}: not translated: {source}")
            elif sorted(re.findall(r"{\w*}", source)) != sorted(re.findall(r"{\w*}", text)):
                problems.append(f"{catalogue.name}: {name}: placeholders differ: {source}")
    return problems


def generate(check: bool) -> list[str]:
    """Everything that is generated; returns what was or is stale."""
    return generate_forms(check) + generate_translations(check)


def main() -> int:
    """Write or check; 1 when a check found something or a text has no translation."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--check", action="store_true", help="write nothing, only compare")
    check = options.parse_args().check
    found = generate(check)
    for line in found:
        print(line)
    return 1 if check and found else 0


if __name__ == "__main__":
    sys.exit(main())
