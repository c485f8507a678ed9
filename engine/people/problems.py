"""The problems of people and their sessions."""

from __future__ import annotations

from engine.problems import catalogue

catalogue.add(
    "session.wrong",
    "error",
    zh="用户名或密码不对",
    en="The user name or password is wrong",
    hint_zh="检查大小写，或请管理员重设密码",
    hint_en="Check upper and lower case, or ask an administrator for a new password",
)
catalogue.add(
    "session.wait",
    "error",
    zh="输错次数过多，请 {retry_after} 秒后再试",
    en="Too many wrong attempts; try again in {retry_after} s",
)
catalogue.add(
    "session.none",
    "error",
    zh="还没有登录，或登录已过期",
    en="Nobody is signed in, or the session has ended",
)
catalogue.add(
    "session.csrf",
    "error",
    zh="请求缺少会话令牌",
    en="The request lacks the session's token",
    hint_zh="刷新页面后重试",
    hint_en="Reload the page and try again",
)
catalogue.add(
    "password.short",
    "error",
    zh="密码至少 {length} 位",
    en="A password has at least {length} characters",
)
catalogue.add("user.unknown", "error", zh="没有用户“{login}”", en="There is no user “{login}”")
catalogue.add("user.exists", "error", zh="用户“{login}”已存在", en="The user “{login}” exists already")
catalogue.add(
    "user.manager_circle",
    "error",
    zh="“{name}”不能成为自己的下级",
    en="“{name}” cannot come to be below themselves",
    hint_zh="先改上级，再改下级",
    hint_en="Change the manager's own manager first",
)
catalogue.add(
    "user.unknown_role",
    "error",
    zh="没有角色“{name}”{nearest}",
    en="There is no role “{name}”{nearest}",
    hint_zh="写成 应用名/角色名，例如 crm/sales",
    hint_en="Write app/role, for example crm/sales",
)
catalogue.add(
    "user.unknown_team",
    "error",
    zh="没有小组“{name}”{nearest}",
    en="There is no team “{name}”{nearest}",
    hint_zh="写成 应用名/小组名，例如 crm/lead_desk",
    hint_en="Write app/team, for example crm/lead_desk",
)
