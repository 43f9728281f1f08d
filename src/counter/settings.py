"""Typed settings from one TOML file; only `app` reads them.

Without a settings file the program runs the training centre: synthetic people, a virtual printer, software cards.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path

from counter.domain.errors import FileProblem, FileProblems

SETTINGS_FILE = "settings.toml"
CARD_MODES = ("auto", "pcsc", "virtual", "simulated")
LANGUAGES = ("zh", "en")
THEMES = ("light", "dark", "contrast")


@dataclass(frozen=True, slots=True)
class Settings:
    """What differs between installations.

    home: folder of database, drafts' lock file and window state; database_url: SQLAlchemy URL, "" means the training
    centre's own SQLite file in home; policies: folder of the packages that govern, absolute or below home, "" means
    those that ship with the program; trusted: folder of the public keys of who may publish packages; printer: CUPS
    queue, "" means the virtual printer (a folder); cards: how cards are read (`auto`, `pcsc`, `virtual`, `simulated`);
    card_driver: description of the vendor's driver for protected cards (docs/drivers.md), absolute or below home, ""
    means none; id_reader: serial device or `usb` name of the resident ID reader (docs/drivers.md), `auto` for the only
    one there is, "" means none (in training: the virtual one); credential_service: address of the decoding service for
    e-credentials on this machine, "" means none; clerk, counter, centre: who sits where.
    """

    home: Path
    database_url: str = ""
    policies: str = ""
    trusted: str = "trusted"
    printer: str = ""
    cards: str = "auto"
    card_driver: str = ""
    id_reader: str = ""
    credential_service: str = ""
    language: str = "zh"
    theme: str = "light"
    clerk: str = ""
    counter: str = "3"
    centre: str = "990101"

    @property
    def training(self) -> bool:
        """True while the program runs on its own training database."""
        return not self.database_url

    @property
    def url(self) -> str:
        """The database to open."""
        return self.database_url or f"sqlite:///{self.training_file}"

    @property
    def training_file(self) -> Path:
        """The books of the training centre."""
        return self.home / "training.db"

    @property
    def policies_folder(self) -> Path:
        """The packages that govern."""
        return self.home / self.policies if self.policies else resources_folder() / "policies"

    @property
    def trusted_keys(self) -> Path | None:
        """Public keys of who may publish packages; None in training, where packages need no signature."""
        return None if self.training else self.home / self.trusted

    @property
    def driver_file(self) -> Path | None:
        """Description of the vendor's driver for protected cards."""
        return self.home / self.card_driver if self.card_driver else None

    @property
    def paper_folder(self) -> Path:
        """Where the virtual printer puts its paper."""
        return self.home / "paper"


def resources_folder() -> Path:
    """Policies, forms, fonts, catalogues: inside the installed package, or beside `src` in a checkout."""
    package = Path(__file__).resolve().parent
    inside = package / "resources"
    return inside if inside.is_dir() else package.parent.parent / "resources"


def default_home() -> Path:
    """The folder for this user's data: COUNTER_HOME, or where the system keeps application data."""
    chosen = os.environ.get("COUNTER_HOME")
    if chosen:
        return Path(chosen)
    from platformdirs import user_data_path

    return user_data_path("counter", appauthor=False)


def load_settings(home: Path | None = None) -> Settings:
    """Read `settings.toml` in the home folder; defaults where there is none.

    Raises:
        FileProblems: the file cannot be read, or has an unknown key or a value that is not allowed; all at once.
    """
    folder = home or default_home()
    file = folder / SETTINGS_FILE
    settings = Settings(folder)
    if not file.exists():
        return settings
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise FileProblems((FileProblem(str(file), 0, "", str(error)),)) from error
    names = {field.name for field in fields(Settings)} - {"home"}
    allowed = {"cards": CARD_MODES, "language": LANGUAGES, "theme": THEMES}
    problems = []
    for key, value in content.items():
        if key not in names:
            problems.append(FileProblem(str(file), 0, key, f"unknown setting; known: {', '.join(sorted(names))}"))
        elif not isinstance(value, str):
            problems.append(FileProblem(str(file), 0, key, "must be text in quotes"))
        elif value not in allowed.get(key, (value,)):
            problems.append(FileProblem(str(file), 0, key, f"must be one of {', '.join(allowed[key])}"))
    if problems:
        raise FileProblems(tuple(problems))
    return replace(settings, **content)
