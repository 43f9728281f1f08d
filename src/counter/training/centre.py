"""The training centre as a whole: staff, places, catalogue and about 250 members with two years behind them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from counter.domain.claim import CATEGORY_OF_CARE, CareCategory, Institution
from counter.training.catalogue import load_catalogue, load_institutions
from counter.training.crowd import crowd_courses
from counter.training.faces import FACE_SEED, FACES, course_of
from counter.training.history import Course, SharedPayment, write_history
from counter.visit.centre import Centre, MemberFile
from counter.visit.ports.desk import Staff

CENTRE_CODE = "990101"
CENTRE_NAME = "示范区医疗保险经办服务中心（培训）"
STAFF = (
    Staff(1, "培训一号", "03", CENTRE_CODE, "clerk"),
    Staff(2, "培训二号", "05", CENTRE_CODE, "clerk"),
    Staff(3, "培训复核", "11", CENTRE_CODE, "reviewer"),
    Staff(4, "培训主管", "01", CENTRE_CODE, "supervisor"),
)


def build_centre(today: date, resources: Path, seed: int = FACE_SEED) -> Centre:
    """Make the training centre as it stands on a day.

    Args:
        today: the accounting day that is open afterwards; histories reach from 1 January two years before to it.
        resources: the program's `resources` folder.
        seed: which crowd; the training faces are the same for every seed.

    Returns:
        The same centre for the same arguments, always.

    Raises:
        OSError, ValueError: a list in `resources` is missing or broken.
    """
    folder = resources / "catalogues"
    institutions = load_institutions(folder)
    start = date(today.year - 2, 1, 1)
    return Centre(
        CENTRE_CODE,
        CENTRE_NAME,
        today,
        STAFF,
        institutions,
        load_catalogue(folder),
        _member_files(today, seed, start, institutions),
    )


def _member_files(today: date, seed: int, start: date, institutions: tuple[Institution, ...]) -> tuple[MemberFile, ...]:
    """All members; who gives to relatives is written after them, because the gift depends on their visits."""
    places = {institution.name: institution for institution in institutions}
    courses = [course_of(face, start, today, places) for face in FACES]
    courses += crowd_courses(len(FACES) + 1, seed, start, today, institutions)
    files: dict[int, MemberFile] = {}
    for course in courses:
        if not _gives(course):
            files[course.member.member_id] = write_history(course)
    for course in courses:
        if _gives(course):
            relatives = [files[relative] for relative in course.relatives]
            shared = tuple(payment for relative in relatives for payment in _payments_for(relative))
            files[course.member.member_id] = write_history(replace(course, shared=shared))
    return tuple(files[member_id] for member_id in sorted(files))


def _gives(course: Course) -> bool:
    """In a family the member with the lowest number shares the account."""
    return bool(course.relatives) and course.member.member_id < min(course.relatives)


def _payments_for(relative: MemberFile) -> tuple[SharedPayment, ...]:
    """What a giver pays for a relative: what is left of the share of the last two out-patient visits that the
    relative's own account did not cover. Self-funded items are never shared (mission.md facts 6 and 7)."""
    payments = []
    for visit in relative.visits:
        if CATEGORY_OF_CARE[visit.care] is not CareCategory.OUTPATIENT:
            continue
        fund = sum(fen for _, fen in visit.funds)
        left = visit.eligible_fen - fund - visit.account_current_fen - visit.account_prior_fen
        if left > 0:
            payments.append(SharedPayment(visit.day, visit.document, visit.institution_code, left))
    return tuple(payments[-2:])
