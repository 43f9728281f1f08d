"""A whole visit without a human: the same desktop, offscreen, driven by the keys a clerk would press.

What is reported is read from the booked settlement afterwards; `clerk` holds the hands and the eyes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import counter.desktop  # noqa: F401 - before anything of Qt, see there
from counter.domain.explanation import sentences, why_not_more
from counter.domain.money import amount_text, capital_amount
from counter.domain.national import settlement_fields
from counter.domain.settlement import Settlement
from counter.printing.documents import pages
from counter.settings import Settings
from counter.training import demo_claim


def run_demo(out: Path, *, language: str = "zh", cards: str = "auto", theme: str = "light") -> str:
    """Drive one visit on a fresh training centre; returns the summary that is also written to `summary.txt`.

    Args:
        out: folder for the triplicate PDF, one picture a screen and the summary; made when it is not there.

    Raises:
        DemoFailed: a step did not come about.
        StoreProblem, CardError ...: what stopped the program would stop a clerk, too.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from counter.demo.clerk import Clerk, Looks

    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="counter-demo-") as folder:
        settings = replace(Settings(Path(folder)), cards=cards or "auto", language=language)
        clerk = Clerk(settings, out, Looks(language, theme))
        try:
            clerk.wait_until_open()
            clerk.picture("0-start")
            claim = demo_claim(date.today())  # noqa: DTZ011 - the training centre opens the calendar day
            clerk.insert_card(f"face{claim.member_id:02d}")
            clerk.rest(300)
            clerk.picture("1-member")
            clerk.type_claim(claim)
            clerk.picture("2-claim")
            settlement = clerk.settle()
            clerk.picture("4-settlement")
            how = clerk.card_mode
        finally:
            clerk.leave()
        (paper,) = settings.paper_folder.glob("*.pdf")
        statement = out / f"{settlement.number}.pdf"
        statement.write_bytes(paper.read_bytes())
        summary = summary_of(settlement, language, how)
    (out / "summary.txt").write_text(summary, encoding="utf-8")
    return summary


def summary_of(settlement: Settlement, language: str, card_mode: str) -> str:
    """Every amount of a settlement in plain text, with the steps in member language."""
    snapshot = settlement.snapshot
    priced = snapshot.adjudication
    lines = [
        f"statement        {settlement.number}",
        f"code             {settlement.code}",
        f"cards            {card_mode}",
        f"business day     {snapshot.business_day}",
        f"policy           {priced.policy.name} {priced.policy.version}",
        f"printed          {settlement.print_state}, sets: {settlement.printed}",
        "",
    ]
    fields = settlement_fields(priced)
    lines += [f"{name:<18}{value:>14}" for name, value in fields.items() if str(value)[-3:-2] == "."]
    lines += ["", *(f"{fund.name_zh} {amount_text(fund.amount_fen)}" for fund in priced.funds)]
    lines += [f"{capital_amount(priced.fund_amount)}", ""]
    lines += [*sentences(priced, language), why_not_more(priced, language), ""]
    return "\n".join(lines)


def make_pictures(out: Path) -> list[Path]:
    """Make the pictures of the README again: every screen in both languages, the three copies, the visit bar's states.

    Each language runs in a process of its own, because the language of a window is chosen when it starts.
    """
    out.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    for language in ("zh", "en"):
        with tempfile.TemporaryDirectory(prefix="counter-pictures-") as folder:
            command = [sys.executable, "-m", "counter", "demo", "--out", folder, "--language", language]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            for picture in sorted(Path(folder).glob("*.png")):
                target = out / f"{picture.stem.partition('-')[2]}-{language}.png"
                target.write_bytes(picture.read_bytes())
                made.append(target)
            (statement,) = Path(folder).glob("*.pdf")
            if language == "zh":
                made.extend(_copies(statement, out))
        subprocess.run([sys.executable, "-m", "counter.demo.bar_states", str(out), language], check=True)
        made += [out / f"visit-bar-{language}.png", out / f"comparison-{language}.png"]
    return made


def _copies(statement: Path, out: Path) -> list[Path]:
    """The pages of a statement as pictures."""
    from PySide6.QtGui import QImage

    made = []
    for number, page in enumerate(pages(statement.read_bytes(), 80), 1):
        image = QImage(page.rgb, page.width, page.height, page.width * 3, QImage.Format.Format_RGB888)
        target = out / f"copy-{number}.png"
        image.save(str(target))
        made.append(target)
    return made
