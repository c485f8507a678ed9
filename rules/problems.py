"""The problems of rules."""

from __future__ import annotations

from engine.problems import catalogue

catalogue.add(
    "rule.no_why",
    "error",
    zh="标签「{element}」由人设置，没有规则可以解释",
    en="The tag “{element}” is set by people: there is no rule to explain it",
)
catalogue.add(
    "rule.name_taken",
    "error",
    zh="表单「{form}」已经有 {name}，规则的结果不能再叫这个名字",
    en="The form “{form}” has {name} already; what a rule gives must be called otherwise",
)
catalogue.add(
    "rule.viewer",
    "error",
    zh="「{text}」因人而异，这里的结果对所有人都一样",
    en="“{text}” depends on who looks; what is kept here is the same for everybody",
    hint_zh="不要用 me 和 my_team，改用 owner 等字段",
    hint_en="Use fields such as owner instead of me and my_team",
)
catalogue.add(
    "segment.no_classes",
    "error",
    zh="分层「{title}」没有类别",
    en="The segment “{title}” has no classes",
    hint_zh="写 classes: 和每一类的 when，或写 cut: 按名次切分",
    hint_en="Write classes: with a condition each, or cut: to divide by rank",
)
catalogue.add(
    "segment.shares",
    "error",
    zh="各类的份额合起来应是 100%，现在是 {total}",
    en="The shares of the classes must make 100% together; they make {total}",
)
catalogue.add(
    "segment.class_of_cut",
    "error",
    zh="按名次切分时，类别 {name} 只能给 shares 里的类写标题、颜色和策略",
    en="With a cut, the class {name} can only give a title, colour and strategy to one of the shares",
)
catalogue.add(
    "segment.unreachable",
    "warning",
    zh="没有记录会进入「{class}」：{why}",
    en="No record will ever be in “{class}”: {why}",
    hint_zh="把它移到前面，或改它的条件",
    hint_en="Move it up, or change its condition",
)
catalogue.add(
    "segment.gap",
    "warning",
    zh="分层「{title}」没有覆盖这些记录：{box}",
    en="The segment “{title}” has no class for {box}",
    hint_zh="最后加一类 when: else",
    hint_en="Add a last class with when: else",
)
catalogue.add(
    "cut.no_refresh",
    "error",
    zh="「{title}」按名次划分，请写 refresh: 何时重算界限",
    en="“{title}” divides by rank: write refresh: with when its bounds are computed anew",
    hint_zh="例如 refresh: day 02:00",
    hint_en="For example refresh: day 02:00",
)
catalogue.add(
    "cut.needless_refresh",
    "error",
    zh="「{title}」的界限是写定的，不需要 refresh",
    en="The bounds of “{title}” are written down; there is nothing to refresh",
)
catalogue.add(
    "cut.no_rank",
    "error",
    zh="只有数字和日期可以排名和分档，这是{found}",
    en="Only numbers and dates can be ranked and banded; this is {found}",
)
catalogue.add(
    "cut.calendar",
    "error",
    zh="「{title}」的 refresh 提到的日子，日历里没有",
    en="The calendar does not know the day in the refresh of “{title}”",
)
catalogue.add(
    "score.one_way",
    "error",
    zh="评分「{title}」要写 bands、quantiles、points 三者之一",
    en="The score “{title}” takes one of bands, quantiles and points",
)
catalogue.add(
    "score.does_not_go",
    "error",
    zh="评分「{title}」这样写时不能有 {word}",
    en="The score “{title}” cannot have {word} beside the rest",
)
catalogue.add(
    "score.order",
    "error",
    zh="评分「{title}」的界限要从小到大写",
    en="The bounds of the score “{title}” must be written in ascending order",
)
catalogue.add(
    "decision.nothing",
    "error",
    zh="决策「{title}」要有输出（gives）和行（rows）",
    en="The decision “{title}” needs outputs (gives) and rows",
)
catalogue.add(
    "decision.no_collect",
    "error",
    zh="collect 只和 hit: collect 一起用，这里是 hit: {hit}",
    en="collect goes with hit: collect only; this is hit: {hit}",
)
catalogue.add(
    "decision.else",
    "error",
    zh="「{title}」汇集所有成立的行，没有 else",
    en="“{title}” brings together all rows that hold: there is no else",
)
catalogue.add(
    "decision.no_output",
    "error",
    zh="决策「{title}」没有输出 {name}",
    en="The decision “{title}” has no output {name}",
    hint_zh="{nearest}",
    hint_en="{nearest}",
)
catalogue.add(
    "decision.noun",
    "error",
    zh="决策的输出不能是 {noun}",
    en="An output of a decision cannot be of the kind {noun}",
    hint_zh="可以是文本、数字、金额、日期、是/否、选项、人员或引用",
    hint_en="It can be a text, number, money, date, boolean, choice, user or reference",
)
catalogue.add(
    "decision.cannot_collect",
    "error",
    zh="「{title}」的输出不能用 collect: {collect}",
    en="An output of “{title}” cannot be brought together by collect: {collect}",
    hint_zh="list 用于选项和文本，sum、min、max 用于数字，count 都可以",
    hint_en="list takes choices and texts, sum, min and max take numbers, count takes anything",
)
catalogue.add(
    "decision.fixed",
    "error",
    zh="「{title}」用 hit: {hit} 时，选项输出要写定的值，不能是表达式",
    en="With hit: {hit} the outputs of “{title}” must be written values, not expressions",
)
catalogue.add(
    "decision.no_priority",
    "error",
    zh="「{title}」用 hit: priority，至少要有一个选项输出，选项的先后就是优先次序",
    en="“{title}” has hit: priority: one output must be a choice, whose options stand in order of priority",
)
catalogue.add(
    "decision.overlap",
    "error",
    zh="「{title}」的行 {one} 和 {other} 同时成立而结果不同：{box}",
    en="Rows {one} and {other} of “{title}” hold together and differ: {box}",
    hint_zh="改条件使它们不重叠，或用 hit: first",
    hint_en="Make the conditions differ, or use hit: first",
)
catalogue.add(
    "decision.gap",
    "warning",
    zh="「{title}」没有覆盖：{box}",
    en="No row of “{title}” covers {box}",
    hint_zh="加一行，或最后加 when: else",
    hint_en="Add a row, or a last one with when: else",
)
catalogue.add(
    "decision.unreachable",
    "warning",
    zh="「{title}」的行 {row} 永远不会生效：{why}",
    en="The row {row} of “{title}” never counts: {why}",
    hint_zh="把它移到前面，或删掉",
    hint_en="Move it up, or remove it",
)
catalogue.add(
    "decision.not_analysed",
    "warning",
    zh="「{title}」的行 {rows} 没有检查重叠：条件「{text}」不是单个字段的范围",
    en="The rows {rows} of “{title}” were not checked for overlaps: “{text}” is not a range of one field",
    hint_zh="重叠时没有结果；能写成字段的范围就写成范围，或用 hit: first",
    hint_en="Where rows overlap there is no answer; write ranges of fields where you can, or use hit: first",
)
catalogue.add(
    "decision.too_large",
    "warning",
    zh="「{title}」太大，重叠和遗漏只检查了一部分",
    en="“{title}” is too large: overlaps and gaps were checked in part only",
)
