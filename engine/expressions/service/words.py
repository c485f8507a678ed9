"""The words of the language, explained."""

from __future__ import annotations

from engine.expressions.service.place import Texts

VALUES: dict[str, Texts] = {
    "today": {"zh": "今天的日期", "en": "the date of today"},
    "now": {"zh": "现在", "en": "the present instant"},
    "me": {"zh": "操作的人", "en": "the person acting"},
    "my_team": {"zh": "我的下属，不论层级", "en": "everyone below me, at any depth"},
    "this": {"zh": "本记录", "en": "the record at hand"},
    "true": {"zh": "是", "en": "true"},
    "false": {"zh": "否", "en": "false"},
    "null": {"zh": "空值", "en": "nothing"},
}
NEGATION: dict[str, Texts] = {
    "not": {"zh": "非：不成立", "en": "does not hold"},
    "非": {"zh": "不成立，同 not", "en": "does not hold, the same as not"},
}
LISTS: dict[str, Texts] = {
    "param": {"zh": "参数", "en": "parameters"},
    "role": {"zh": "角色里的人", "en": "the people in a role"},
    "team": {"zh": "小组里的人", "en": "the people in a team"},
}
BEFORE: Texts = {"zh": "修改前的值", "en": "the value before the change"}
JOINING: dict[str, Texts] = {
    "and": {"zh": "并且", "en": "both hold"},
    "or": {"zh": "或者", "en": "one of both holds"},
    "且": {"zh": "并且，同 and", "en": "both hold, the same as and"},
    "或": {"zh": "或者，同 or", "en": "one of both holds, the same as or"},
}
COMPARING: dict[str, Texts] = {
    "=": {"zh": "等于", "en": "equals"},
    "!=": {"zh": "不等于", "en": "does not equal"},
    "<": {"zh": "小于", "en": "is less than"},
    "<=": {"zh": "不大于", "en": "is at most"},
    ">": {"zh": "大于", "en": "is greater than"},
    ">=": {"zh": "不小于", "en": "is at least"},
    "in": {"zh": "是其中之一", "en": "is one of"},
    "has": {"zh": "含有（标签、多选）", "en": "holds (tags, several options)"},
    "is set": {"zh": "有值", "en": "is not empty"},
    "is empty": {"zh": "为空", "en": "is empty"},
}
WHERE: dict[str, Texts] = {"where": {"zh": "只看满足条件的", "en": "only those for which this holds"}}
EMPTINESS: dict[str, Texts] = {
    "set": {"zh": "有值", "en": "is not empty"},
    "empty": {"zh": "为空", "en": "is empty"},
    "not": {"zh": "不是", "en": "is not"},
}
EVERY = {**VALUES, **NEGATION, **LISTS, "old": BEFORE, **JOINING, **COMPARING, **WHERE}
