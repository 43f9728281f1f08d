"""Which package a person means, and that it is still the one that was priced with."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter.domain.errors import FileProblems
from counter.policies.values import find_package, package_of, read_one

from .conftest import Edit

NAME = "beijing-employee-inpatient"


def test_the_newest_version_is_by_number_and_not_by_text(folder: Path, edit: Edit) -> None:
    edit("inpatient-2019.toml", 'version = "2019.1"', 'version = "2023.9"')
    edit("inpatient-2023.toml", 'version = "2023.1"', 'version = "2023.10"')
    assert find_package(NAME, folder).policy.ref.version == "2023.10"


def test_a_package_that_was_changed_since_is_not_the_one(folder: Path) -> None:
    file = folder / "beijing/employee/inpatient-2023.toml"
    policy = read_one(file, file.name).policy
    assert package_of(policy, folder).file == file
    file.write_text(file.read_text(encoding="utf-8") + "# x\n", encoding="utf-8")
    with pytest.raises(FileProblems, match=f"{NAME}@2023.1 was changed while it was read"):
        package_of(policy, folder)
