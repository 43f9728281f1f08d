"""`counter policy show` and `counter policy diff`: packages as people read them, every value with source and grade."""

from __future__ import annotations

import json
from pathlib import Path

from counter.domain.adjudication import Source
from counter.domain.errors import FileProblems
from counter.domain.explanation import citation
from counter.policies.columns import padded
from counter.policies.values import NO_SOURCE, Package, Value, find_package, identities, read_one


def show(wanted: str | None, folder: Path, *, as_json: bool, language: str = "zh", unverified: bool = False) -> str:
    """One package with every value, or the list of all.

    Args:
        wanted: `NAME`, `NAME@VERSION` or a file; None lists the folder.
        folder: where packages stand.
        as_json: for programs; otherwise for people.
        language: `zh` or `en`, for titles.
        unverified: also packages that rest on values of grade D.

    Raises:
        FileProblems: there is no such package, or it is wrong.
    """
    if wanted is None:
        return _list(folder, as_json=as_json, language=language, unverified=unverified)
    package = find_package(wanted, folder, unverified=unverified)
    if as_json:
        return _dump(_head(package) | {"values": [_json(value) for value in package.values()]})
    return _page(package, language)


def _dump(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2)


_LIST = {
    "zh": {
        "days": "{policy.effective_from} .. {ends}，公布 {policy.known_from}，复核期限 {policy.review_by}",
        "grades": "依据等级 {grades}",
        "broken": "{file}: {count} 处问题，见 `counter policy check`",
        "packages": "{count} 个政策包",
    },
    "en": {
        "days": "{policy.effective_from} .. {ends}, known from {policy.known_from}, review by {policy.review_by}",
        "grades": "grades {grades}",
        "broken": "{file}: {count} problems, see `counter policy check`",
        "packages": "{count} packages",
    },
}


def _list(folder: Path, *, as_json: bool, language: str, unverified: bool) -> str:
    """All packages, the wrong ones with their number of problems."""
    packages: list[Package] = []
    broken: list[tuple[str, int]] = []
    for _, _, file in identities(folder, unverified=unverified):
        name = file.relative_to(folder).as_posix()
        try:
            packages.append(read_one(file, name))
        except FileProblems as error:
            broken.append((name, len(error.problems)))
    packages.sort(key=lambda package: (package.policy.region, package.policy.scheme, package.policy.ref.name))
    if as_json:
        wrong = [{"file": name, "problems": count} for name, count in broken]
        return _dump({"packages": [_head(package) for package in packages], "wrong": wrong})
    words = _LIST[language]
    rows = []
    for package in packages:
        policy = package.policy
        ends = "open" if policy.effective_to is None else policy.effective_to.isoformat()
        title = policy.ref.title_zh if language == "zh" else policy.ref.title_en
        rows.append(f"{policy.ref.name}@{policy.ref.version}  {title}{_mark(package)}")
        rows.append(
            f"    {policy.region} / {policy.scheme} / {', '.join(sorted(policy.care))}   "
            + words["days"].format(policy=policy, ends=ends)
        )
        grades = words["grades"].format(grades=", ".join(_grades(package)))
        rows.append(f"    {package.name}, {grades}, {policy.ref.content_hash[:12]}")
    rows += [words["broken"].format(file=name, count=count) for name, count in broken]
    rows.append(words["packages"].format(count=len(packages)))
    return "\n".join(rows)


def _mark(package: Package) -> str:
    return "  [UNVERIFIED 未核实]" if package.policy.unverified else ""


def _grades(package: Package) -> list[str]:
    return sorted({value.source.grade for value in package.values()} - {""})


def _head(package: Package) -> dict[str, object]:
    policy = package.policy
    return {
        "file": package.name,
        "name": policy.ref.name,
        "version": policy.ref.version,
        "title_zh": policy.ref.title_zh,
        "title_en": policy.ref.title_en,
        "region": policy.region,
        "scheme": policy.scheme,
        "care": sorted(policy.care),
        "effective_from": policy.effective_from.isoformat(),
        "effective_to": None if policy.effective_to is None else policy.effective_to.isoformat(),
        "known_from": policy.known_from.isoformat(),
        "review_by": policy.review_by.isoformat(),
        "publication": policy.publication,
        "grades": _grades(package),
        "unverified": policy.unverified,
        "content_hash": policy.ref.content_hash,
    }


def _json(value: Value) -> dict[str, object]:
    return {"path": value.path, "value": value.text, "line": value.line, "source": _source_json(value.source)}


def _source_json(source: Source) -> dict[str, str] | None:
    if source == NO_SOURCE:
        return None
    return {"title": source.title, "article": source.article, "grade": source.grade}


def _page(package: Package, language: str) -> str:
    """Values under the heading of their source, in the order of the file."""
    policy = package.policy
    title = policy.ref.title_zh if language == "zh" else policy.ref.title_en
    rows = [
        f"{title}{_mark(package)}",
        f"{policy.ref.name}@{policy.ref.version}  {package.name}",
        f"SHA-256 {policy.ref.content_hash}",
        "",
    ]
    values = package.values()
    width = max(len(value.path) for value in values)
    source = NO_SOURCE
    for value in values:
        if value.source != source:
            source = value.source
            rows += ["", f"[{source.grade}] {_cited(source, language)}"]
        rows.append(f"  {value.path:<{width}}  {value.text}")
    return "\n".join(rows)


def _cited(source: Source, language: str) -> str:
    """Title and article; the grade stands before it."""
    return citation(source, "zh") if language == "zh" else f"{source.title}, {source.article}"


def diff(old: str, new: str, folder: Path, *, as_json: bool, language: str = "zh", unverified: bool = False) -> str:
    """What differs between two packages, path by path, with sources.

    Args:
        old: `NAME`, `NAME@VERSION` or a file.
        new: the same.
        folder: where named packages stand.
        as_json: for programs.
        language: `zh` or `en`.
        unverified: also among packages that rest on values of grade D.

    Raises:
        FileProblems: one of them is not there, or is wrong.
    """
    before, after = (find_package(one, folder, unverified=unverified) for one in (old, new))
    changes = differences(before, after)
    if as_json:
        content = {
            "old": _head(before),
            "new": _head(after),
            "changes": [
                {"path": path, "old": None if was is None else _json(was), "new": None if now is None else _json(now)}
                for path, was, now in changes
            ],
        }
        return _dump(content)
    rows = [f"--- {_identity(before)}", f"+++ {_identity(after)}"]
    for path, was, now in changes:
        rows += ["", path]
        for sign, value in (("-", was), ("+", now)):
            if value is not None:
                cited = f"   ({_cited(value.source, language)}, {value.source.grade})" if value.source.title else ""
                rows.append(f"  {sign} {padded(value.text, 24)}{cited}".rstrip())
    rows += ["", f"{len(changes)} values differ"]
    return "\n".join(rows)


def _identity(package: Package) -> str:
    ref = package.policy.ref
    return f"{ref.name}@{ref.version}  {package.name}  {ref.content_hash[:12]}{_mark(package)}"


def differences(before: Package, after: Package) -> tuple[tuple[str, Value | None, Value | None], ...]:
    """(path, old value, new value) of everything that differs; None where one of them states nothing.

    A value that stayed but whose source changed is a difference, too: it then rests on another text.
    """
    was = {value.path: value for value in before.values()}
    now = {value.path: value for value in after.values()}
    found = []
    for path in dict.fromkeys((*was, *now)):
        one, other = was.get(path), now.get(path)
        if one is None or other is None or one.value != other.value or one.source != other.source:
            found.append((path, one, other))
    return tuple(found)
