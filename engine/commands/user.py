"""`dougong user`: accounts of people from the command line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from engine.commands import options

if TYPE_CHECKING:
    from engine.platform import Platform
    from engine.records.unit_of_work import UnitOfWork


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "Accounts: who signs in, with which roles."
    whats = parser.add_subparsers(dest="what", required=True)
    whats.add_parser("list", help="everybody")
    add = _on_one(whats, "add", "a new person; prints a password")
    add.add_argument("--name", default="", help="how the person is called")
    add.add_argument("--role", action="append", default=[], metavar="APP/ROLE")
    _on_one(whats, "password", "a new password; prints it")
    role = _on_one(whats, "role", "gives and takes roles")
    role.add_argument("--add", action="append", default=[], metavar="APP/ROLE")
    role.add_argument("--remove", action="append", default=[], metavar="APP/ROLE")
    token = _on_one(whats, "token", "a token for a program that acts for the person; prints it once")
    token.add_argument("--title", default="command line", help="what the token is for")
    for each in whats.choices.values():
        options.database(each)


def _on_one(whats: Any, name: str, help_: str) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = whats.add_parser(name, help=help_)
    made.add_argument("login", help="sign-in name")
    return made


def run(given: argparse.Namespace) -> int:
    from engine.app import opened

    with opened(options.database_url(given), folder=given.data) as platform:
        DOING[given.what](platform, given)
    return 0


def _list(platform: Platform, given: argparse.Namespace) -> None:
    from engine.people.accounts import accounts

    for account in platform.read(accounts):
        state = "" if account.active else "  (inactive)"
        print(f"{account.login}  {account.name}  {' '.join(sorted(account.roles))}{state}")


def _add(platform: Platform, given: argparse.Namespace) -> None:
    from engine.people.accounts import add_account
    from engine.people.passwords import new_password

    password = new_password()
    _run(platform, lambda uow: add_account(uow, given.login, given.name, given.role, password))
    _tell(given.login, password)


def _password(platform: Platform, given: argparse.Namespace) -> None:
    from engine.people.accounts import change_password, find_account
    from engine.people.passwords import new_password

    password = new_password()
    _run(platform, lambda uow: change_password(uow, find_account(uow, given.login), password))
    _tell(given.login, password)


def _role(platform: Platform, given: argparse.Namespace) -> None:
    from engine.people.accounts import change_roles, find_account

    roles = _run(
        platform,
        lambda uow: change_roles(uow, find_account(uow, given.login), given.add, given.remove),
    )
    print(" ".join(sorted(roles)))


def _token(platform: Platform, given: argparse.Namespace) -> None:
    from engine.people.accounts import find_account
    from engine.people.sessions import new_token

    print(_run(platform, lambda uow: new_token(uow, find_account(uow, given.login), given.title)))


def _run(platform: Platform, act: Callable[[UnitOfWork], Any]) -> Any:
    from engine.people.system import NAME
    from engine.records.command import Command

    return platform.run(Command("interactive", act, app=NAME))


def _tell(login: str, password: str) -> None:
    print(f"{login} / {password}")
    print("shown once", file=sys.stderr)


DOING = {"list": _list, "add": _add, "password": _password, "role": _role, "token": _token}
