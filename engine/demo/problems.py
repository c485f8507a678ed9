"""The problems of demo data."""

from __future__ import annotations

from engine.problems import catalogue

catalogue.add(
    "data.unknown",
    "error",
    zh="这里没有叫 {name} 的人或记录{nearest}",
    en="Nobody and no record before this is called {name}{nearest}",
    hint_zh="引用写前面记录的名称，人写 users 里的登录名",
    hint_en="A reference is the name of a record before it, a person is a name of users",
)
catalogue.add(
    "data.no_file",
    "error",
    zh="包里没有文件 data/files/{name}",
    en="The pack has no file data/files/{name}",
)
