"""`counter policy publish` and `keygen`: packages are put into force by two people with keys."""

from __future__ import annotations

import argparse
import getpass
import warnings
from functools import cache
from pathlib import Path
from typing import Any

from counter.commands.options import home_of, language_option, policies_folder

_WORDS = {
    "zh": {
        "passphrase": "{person} 的口令：",
        "new_passphrase": "{person} 的新口令：",
        "again": "再输一次：",
        "published": "{publication.name}@{publication.version} 已由 {publication.by} 和 {publication.second} 发布\n"
        "SHA-256 {publication.content_hash}\nlog     {log}",
        "before": "{publication.name}@{publication.version} 已经发布过，跳过",
        "made": "私钥 {private}：请妥善保管；口令无法找回\n公钥 {public}：由保管信任文件夹的人放一份进去",
    },
    "en": {
        "passphrase": "passphrase of {person}: ",
        "new_passphrase": "new passphrase of {person}: ",
        "again": "again: ",
        "published": "{publication.name}@{publication.version} published by {publication.by} and {publication.second}\n"
        "SHA-256 {publication.content_hash}\nlog     {log}",
        "before": "{publication.name}@{publication.version} is published already, passed over",
        "made": "private key {private}: keep it; the passphrase cannot be recovered\n"
        "public key  {public}: whoever keeps the trusted folder lays a copy there",
    },
}
"""What publishers read and are asked, by language."""


def add_publishing_commands(policy: Any) -> None:
    """What follows `counter policy` and publishes; policy: the sub-parsers of that word."""
    publish = policy.add_parser("publish", help="put packages into force: two people check, sign and log them")
    publish.add_argument("candidates", type=Path, nargs="+", metavar="CANDIDATE.toml", help="one after the other")
    publish.add_argument("--by", required=True, metavar="ID", help="staff id of who publishes")
    publish.add_argument("--second", required=True, metavar="ID", help="staff id of the second person")
    publish.add_argument("--policies", type=Path, help="folder of policy packages that it joins")
    publish.add_argument("--cases", type=Path, metavar="TOML", help="worked cases that belong to it")
    publish.add_argument("--trusted", type=Path, metavar="DIR", help="public keys that count (default: HOME/trusted)")
    publish.set_defaults(run=_publish)
    keygen = policy.add_parser("keygen", help="make a publisher's key pair")
    keygen.add_argument("--by", required=True, metavar="ID", help="staff id of the key's owner")
    keygen.set_defaults(run=_keygen)
    for parser in (publish, keygen):
        language_option(parser)
        parser.add_argument("--keys", type=Path, metavar="DIR", help="private keys (default: HOME/keys)")


def _passphrase(prompt: str) -> str:
    """What somebody types at the terminal without seeing it.

    Raises:
        FileProblems: there is no terminal, or nothing was typed (Ctrl-D).
    """
    from counter.policies.messages import say
    from counter.policies.signatures import refused

    with warnings.catch_warnings():
        # The warning means that what is typed would be seen.
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(prompt)
        except (EOFError, getpass.GetPassWarning):
            raise refused(prompt.strip(" :："), say("no_terminal")) from None


def _publish(options: argparse.Namespace) -> int:
    from counter.policies.publication import Publishers, publish, published
    from counter.visit.system_clock import SystemClock

    @cache
    def passphrase(person: str) -> str:
        return _passphrase(words["passphrase"].format(person=person))

    words = _WORDS[options.language]
    home = home_of(options)
    keys, trusted = options.keys or home / "keys", options.trusted or home / "trusted"
    publishers = Publishers(options.by, options.second, keys, trusted, passphrase)
    folder = policies_folder(options)
    for candidate in options.candidates:
        # A list that was stopped in the middle is finished by the same command.
        before = published(candidate, folder, trusted) if len(options.candidates) > 1 else None
        if before is not None:
            print(words["before"].format(publication=before.publication), flush=True)
            continue
        record = publish(candidate, folder, publishers, SystemClock().now(), options.cases)
        print(words["published"].format(publication=record.publication, log=record.record_hash), flush=True)
    return 0


def _keygen(options: argparse.Namespace) -> int:
    from counter.policies.messages import say
    from counter.policies.signatures import make_key, refused

    words = _WORDS[options.language]
    first = _passphrase(words["new_passphrase"].format(person=options.by))
    if _passphrase(words["again"]) != first:
        raise refused(options.by, say("passphrases_differ"))
    private, public = make_key(options.by, options.keys or home_of(options) / "keys", first)
    print(words["made"].format(private=private, public=public))
    return 0
