"""What `dougong serve` says once it listens: where, and how to sign in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from engine.demo.sign_ins import sign_ins
from engine.people.accounts import ensure_admin
from engine.people.system import NAME as SYSTEM
from engine.records.command import Command

if TYPE_CHECKING:
    from engine.platform import Platform

ADDRESS = {"zh": "斗拱：{}", "en": "Dougong: {}"}
PERSON = {"zh": "  {} {}：{} / {}", "en": "  {} {}: {} / {}"}
ADMIN = {
    "zh": "  管理员：admin / {}（只显示这一次）",
    "en": "  Administrator: admin / {} (shown only now)",
}
ADMIN_AGAIN = {
    "zh": "  管理员：admin（密码只在首次启动时显示；要换一个：dougong user password admin）",
    "en": "  Administrator: admin (the password was shown at the first start; another: dougong user password admin)",
}
DEMO = {
    "zh": "  以上人员及其数据供演示；正式使用请换一个数据文件夹，首次启动加 --no-demo",
    "en": "  These people and their data are a demonstration; for real work start a new data folder with --no-demo",
}


def greeting(platform: Platform, address: str, language: str) -> Iterator[str]:
    """The lines to print. Makes the first administrator, so that the password is shown as soon as it exists."""
    yield ADDRESS[language].format(address)
    people = [found for app in platform.actives for found in sign_ins(platform, app, language)]
    for one in people:
        yield PERSON[language].format(one.role, one.name, one.login, one.password)
    password = platform.run(Command("interactive", ensure_admin, app=SYSTEM))
    yield ADMIN_AGAIN[language] if password is None else ADMIN[language].format(password)
    if people:
        yield DEMO[language]
