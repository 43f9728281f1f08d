"""What stopped a payment is named on the panel as what it is: the end of the bands, or the share for care elsewhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from counter.desktop.application import create_application
from counter.desktop.waterfall import row_details, waterfall
from counter.domain.adjudication import Adjudication
from counter.domain.claim import Away
from counter.domain.engine import adjudicate
from counter.domain.explanation import why_not_more
from counter.policies.claim_file import read_claim
from counter.policies.package import read_package

PAGE = (Path(__file__).parents[3] / "docs/policies.md").read_text(encoding="utf-8")
EXAMPLE = PAGE.split("## A complete small package\n\n```toml\n", 1)[1].split("```", 1)[0]
AWAY = """
[away]
source = { from = "notice", article = "第十条" }
points_from = []
resident = "refused"
referred = "refused"
unfiled = { first_share = 0.15 }
emergency = "as_local"
"""
CLAIM = """
region = "990100"
scheme = "310"
care = "11"
service_day = 2026-06-01
person = { type = "1101", birth_day = 1980-05-01 }
institution = { level = "3" }
lines = [{ class = "A", amount = 10000.00 }]
"""


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> str:
    create_application([], request.param)
    return str(request.param)


def priced(tmp_path: Path, text: str, away: Away = Away.LOCAL) -> Adjudication:
    (tmp_path / "package.toml").write_text(text, encoding="utf-8")
    (tmp_path / "claim.toml").write_text(CLAIM, encoding="utf-8")
    policy = read_package(tmp_path / "package.toml", "package.toml")[0]
    asked = read_claim(tmp_path / "claim.toml")
    return adjudicate(replace(asked.claim, away=away), policy, asked.totals_of("2026"), asked.money)


def test_the_share_for_care_elsewhere_stands_behind_prior_self_pay(tmp_path: Path, language: str) -> None:
    found = priced(tmp_path, EXAMPLE.replace('away = "none"\n', "") + AWAY, Away.UNFILED)
    rows = {row.key: row for row in waterfall(found, language)}
    assert rows["prior_self_pay"].fen == -150_000
    assert rows["prior_self_pay"].title == ("先行自付" if language == "zh" else "Prior self-pay")
    opened = "\n".join(row_details(found, "prior_self_pay", language))
    assert "1,500.00" in opened and "第十条" in opened
    assert "乙类" not in opened and "class B" not in opened


def test_the_end_of_the_bands_is_no_limit_reached(tmp_path: Path, language: str) -> None:
    found = priced(tmp_path, EXAMPLE.replace('from = 0\nto = "open"', "from = 0\nto = 6000"))
    assert found.binding.code == "bands_end"
    (fund,) = (row for row in waterfall(found, language) if row.key.startswith("fund."))
    opened = "\n".join(row_details(found, fund.key, language))
    assert "6,000.00" in opened and "第四条" in opened
    told = opened + why_not_more(found, language)
    assert "限额" not in told and "cap" not in told.lower()
