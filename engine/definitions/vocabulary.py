"""The words of the definition language, built or not: a word still to be built is told from a mistake.

A scope is a kind (``forms``), a body (``option``), a family with its nouns and verbs (``field``), the keys
that all its members share (``field.*``), or one member's own keys (``field.text``).
"""

from __future__ import annotations

_WORDS = {
    "kinds": (
        "forms options flows rules reports dashboards documents calendars connectors portals pools "
        "scenarios migrations translations data"
    ),
    "app": (
        "title version language requires timezone currency calendar roles teams parameters menu channels retention"
    ),
    "role": "includes",
    "team": "help",
    "parameter": (
        "text number money percent boolean date datetime time duration choice phone email url user team rating"
    ),
    "parameter.*": "default min max help group unit decimals options currency many",
    "channel": "via quiet cap",
    "options": "title options",
    "option": "title color help when parent closed retired requires from chance within",
    "forms": (
        "title help icon label owner fields checks layout views buttons templates duplicates timeline "
        "import access quick review"
    ),
    "field": (
        "text richtext phone email url number money percent date datetime time duration boolean "
        "choice stage tags user team reference table file photo signature location address barcode "
        "rating serial"
    ),
    "field.*": (
        "required visible readonly default formula unique search help placeholder fill sensitive consent many note"
    ),
    "field.text": "lines max like pattern",
    "field.number": "decimals min max unit",
    "field.money": "decimals min max unit currency",
    "field.percent": "decimals min max unit",
    "field.date": "min max lunar",
    "field.datetime": "min max",
    "field.time": "min max",
    "field.duration": "min max",
    "field.choice": "options style",
    "field.stage": "options",
    "field.tags": "groups free",
    "field.user": "among back",
    "field.team": "among back",
    "field.reference": "form back where tree on_delete",
    "field.table": "fields min max checks sum",
    "field.file": "accept max",
    "field.photo": "camera mark",
    "field.location": "near radius",
    "field.rating": "max",
    "field.serial": "prefix per digits",
    "check": "assert message when level",
    "layout": "section tab page",
    "layout.*": "show columns visible folded",
    "view": "list kanban calendar gantt gallery map tree page",
    "view.*": "show where sort group totals roles color",
    "view.list": "edit",
    "view.kanban": "by",
    "view.calendar": "from until",
    "view.gantt": "from until",
    "view.gallery": "image",
    "view.map": "place",
    "view.tree": "parent",
    "view.page": "header bar tabs side",
    "button": "when roles confirm ask then",
    "template": "with help",
    "duplicate": "match do across",
    "import": "key update match",
    "access": "see edit create delete export import transfer print fields",
    "review": "every assign",
    "flows": ("title form trigger when once stage calendar owner steps clocks interrupts withdraw metrics goal"),
    "step": (
        "task approval wait parallel start branch end set create update delete notify send tag untag "
        "call render release claim press stop"
    ),
    "step.*": "title help skip stage then next timers failed",
    "step.task": "assign due remind overdue fields outcomes pick timers",
    "step.approval": (
        "assign policy pass veto nobody same_person self return after_return allow opinion signature "
        "cc sees due remind overdue fields"
    ),
    "step.wait": "until at_most received",
    "step.parallel": "join steps",
    "step.start": "with each when background",
    "step.end": "then outcome",
    "clock": "target start stop pause overdue",
    "interrupt": "when next then",
    "timer": "after next then",
    "rung": ("set create update delete task notify send tag untag start call render release claim press stop reassign"),
    "rung.*": "after every",
    "action": ("set create update delete task notify send tag untag start call render release claim press stop"),
    "action.*": "name title",
    "action.create": "with rows each",
    "action.update": "where with",
    "action.delete": "where",
    "action.task": "assign due help pick then",
    "action.notify": "message via",
    "action.send": "to via attach",
    "action.start": "with each when background",
    "action.call": "with into each failed",
    "action.render": "into",
    "action.release": "reason",
    "action.claim": "reason",
    "rules": "title form tags scores segments decisions predictions rules",
    "tag": "when group color strategy",
    "score": "formula better bands quantiles refresh points max",
    "point": "add when",
    "segment": "classes cut refresh",
    "class": "title when strategy color",
    "cut": "by shares",
    "decision": "hit collect gives rows",
    "row": "title when",
    "prediction": "formula horizon where from min refresh",
    "rule": "trigger when then again limit before on_error",
    "reports": "title reports measures dimensions",
    "measure": "formula date unit better format",
    "dimension": "from bands",
    "report": (
        "card gauge progress line bar area pie scatter heatmap map waterfall pareto table pivot "
        "ranking funnel cohort timeline"
    ),
    "report.*": "show by split where period compare sort limit drill as_of roles",
    "report.card": "goal",
    "report.gauge": "goal",
    "report.progress": "goal",
    "report.line": "forecast",
    "report.bar": "stacked across",
    "report.table": "columns totals",
    "report.pivot": "columns totals",
    "report.ranking": "columns totals",
    "report.funnel": "stages mode steps",
    "report.cohort": "of start event grain",
    "report.timeline": "from",
    "dashboards": "title roles filters rows send",
    "cell": "report width",
    "send": "every to as",
    "documents": "title form kind subject body file paper via sign",
    "calendars": "title timezone week holidays workdays days",
    "connectors": "title kind secret base operations events",
    "portals": ("title form template for_record fields with opens closes limit once captcha consent thanks query then"),
    "pools": "title form recycle keep protect claim fields deal",
    "scenarios": "title covers at users parameters given steps",
    "scenario_step": (
        "create update delete restore do take reassign approve reject return transfer pass until press submit receive "
        "import claim release expect"
    ),
    "scenario_step.*": "as with name fails expect",
    "scenario_step.do": "outcome opinion record",
    "scenario_step.take": "record",
    "scenario_step.reassign": "to record",
    "migrations": "title from steps",
    "overlay": "title base parameters",
    "data": "title at live users sign_in given",
}

VOCABULARY: dict[str, frozenset[str]] = {scope: frozenset(words.split()) for scope, words in _WORDS.items()}

# Words of other languages for a word of this one.
MEANT = {
    "on": "trigger",
    "if": "when",
    "condition": "when",
    "filter": "where",
    "description": "help",
    "label": "title",
    "value": "formula",
    "columns": "show",
    "assignee": "assign",
    "deadline": "due",
    "rollup": "formula",
    "lookup": "formula",
}
