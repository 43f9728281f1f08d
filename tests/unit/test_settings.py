"""Settings: defaults without a file, every wrong entry named at once."""

from pathlib import Path

import pytest

from counter.domain.errors import FileProblems
from counter.settings import Settings, load_settings, resources_folder


def test_without_a_file_the_training_centre_runs(tmp_path: Path) -> None:
    settings = load_settings(tmp_path)
    assert settings == Settings(tmp_path)
    assert settings.training
    assert settings.url == f"sqlite:///{tmp_path / 'training.db'}"


def test_a_file_overrides_defaults(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text(
        '\ufeffdatabase_url = "sqlite:///x.db"\nlanguage = "en"\n', encoding="utf-8"
    )
    settings = load_settings(tmp_path)
    assert not settings.training
    assert (settings.url, settings.language) == ("sqlite:///x.db", "en")


def test_the_driver_is_found_below_home_or_anywhere(tmp_path: Path) -> None:
    assert Settings(tmp_path).driver_file is None
    assert Settings(tmp_path, card_driver="driver.toml").driver_file == tmp_path / "driver.toml"
    elsewhere = tmp_path.parent / "driver.toml"
    assert Settings(tmp_path, card_driver=str(elsewhere)).driver_file == elsewhere


def test_all_wrong_entries_are_named_at_once(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('langage = "en"\nlanguage = "fr"\ncounter = 3\nhome = "x"\n')
    with pytest.raises(FileProblems) as caught:
        load_settings(tmp_path)
    assert {problem.path for problem in caught.value.problems} == {"langage", "language", "counter", "home"}


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("language = \n")
    with pytest.raises(FileProblems, match=r"settings\.toml"):
        load_settings(tmp_path)


def test_resources_are_found_in_a_checkout() -> None:
    assert (resources_folder() / "policies").is_dir()
