"""A pack as a whole: its files, references between them, names, translations."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.definitions import check_pack, load, missing
from engine.definitions.files import MOST_FILES
from tests.engine.definitions.toy import APP, Form, Measure, load_texts, loaded, refused, registry

FORM = "title: 客户\nfields: {name: {text: 名称, help: 全称}}\nchecks: {c: {assert: a = 1, message: 不对}}"


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_a_folder_is_loaded_under_its_own_name(tmp_path: Path) -> None:
    pack = write(tmp_path / "crm", {"app.yaml": APP, "forms/customer.yaml": FORM, "README.md": "#", ".git/x": "y"})
    definition, problems = load(pack, registry())
    assert not problems and definition is not None
    assert definition.name == "crm" and definition.app.title == "应用"
    assert list(definition.of("forms")) == ["customer"] and definition.of("nothing") == {}
    customer = definition.all("forms", Form)["customer"]
    assert customer.address == "forms/customer"
    assert definition.find("forms/customer/fields/name") == customer.fields["name"]


def test_a_json_file_means_the_same_as_a_yaml_file() -> None:
    yaml = loaded(forms__customer="title: 客户\nfields: {name: {text: 名称, lines: 2}}")
    json = '{"title": "客户", "fields": {"name": {"text": "名称", "lines": 2}}}'.encode()
    other, problems = load({"app.yaml": APP.encode(), "forms/customer.json": json}, registry(), "toy")
    assert not problems and other == yaml


def test_a_broken_pack_is_not_loaded_at_all() -> None:
    definition, problems = load_texts(forms__a=FORM, forms__b="title: 乙\nfields: {x: {txt: 甲}}")
    assert definition is None and len(problems) == 1


# Files and the problems of the pack.
PLACES = {
    "no app": ({"forms/a.yaml": FORM}, ["definition.no_app"]),
    "unknown folder": ({"app.yaml": APP, "form/a.yaml": FORM}, ["definition.unknown_kind"]),
    "folder of the language": ({"app.yaml": APP, "documents/a.yaml": "title: 信"}, ["definition.not_yet"]),
    "overlay": ({"app.yaml": APP, "overlay.yaml": "title: 改"}, ["definition.not_yet"]),
    "overlay alone": ({"overlay.yaml": "title: 改"}, ["definition.not_yet"]),
    "changes": ({"app.yaml": APP, "forms/a.yaml": "changes: {}"}, ["definition.not_yet"]),
    "file at the top": ({"app.yaml": APP, "customer.yaml": FORM}, ["definition.stray"]),
    "too deep": ({"app.yaml": APP, "forms/a/b.yaml": FORM}, ["definition.stray"]),
    "yml": ({"app.yaml": APP, "forms/a.yml": FORM}, ["definition.suffix"]),
    "bad name": ({"app.yaml": APP, "forms/Customer.yaml": FORM}, ["definition.name"]),
    "unsafe name": ({"app.yaml": APP, "forms/no.yaml": FORM}, ["definition.name"]),
    "twice": (
        {"app.yaml": APP, "forms/a.yaml": FORM, "forms/a.json": '{"title": "a"}'},
        ["definition.twice"],
    ),
    "no title": ({"app.yaml": APP, "forms/a.yaml": "fields: {}"}, ["definition.no_title"]),
    "empty file": ({"app.yaml": APP, "forms/a.yaml": ""}, ["definition.no_title"]),
    "a list": ({"app.yaml": APP, "forms/a.yaml": "- title"}, ["definition.no_body"]),
    "a text": ({"app.yaml": APP, "forms/a.yaml": "title"}, ["definition.no_body"]),
    "a picture beside": ({"app.yaml": APP, "forms/a.png": "x", "documents/quote.docx": "x"}, []),
}


@pytest.mark.parametrize("name", PLACES)
def test_a_file_lies_where_its_kind_says(name: str) -> None:
    files, codes = PLACES[name]
    _, problems = load({path: text.encode() for path, text in files.items()}, registry(), "toy")
    assert [problem.code for problem in problems] == codes


def test_links_are_not_followed_and_a_missing_folder_is_a_problem(tmp_path: Path) -> None:
    pack = write(tmp_path / "crm", {"app.yaml": APP})
    secret = tmp_path / "secret.yaml"
    secret.write_text("title: 密")
    (pack / "forms").mkdir()
    (pack / "forms" / "a.yaml").symlink_to(secret)
    assert [problem.code for problem in check_pack(pack, registry())] == ["definition.not_a_file"]
    assert next(iter(check_pack(tmp_path / "nowhere", registry()))).code == "definition.no_folder"


def test_the_number_of_files_is_bounded(tmp_path: Path) -> None:
    pack = write(tmp_path / "crm", {"app.yaml": APP, **{f"forms/f{n}.yaml": "title: 表" for n in range(MOST_FILES)}})
    assert [problem.code for problem in check_pack(pack, registry())] == ["definition.too_much"]


def test_the_values_of_a_whole_pack_are_bounded() -> None:
    many = ("- a\n" * 49_000).encode()
    files = {"app.yaml": APP.encode(), **{f"forms/f{number}.yaml": many for number in range(4)}}
    codes = [problem.code for problem in load(files, registry(), "t")[1]]
    assert codes.count("yaml.many") == 2 and codes.count("definition.no_body") == 2


def test_a_translation_of_what_is_not_built_yet_is_not_told_a_second_time() -> None:
    files = {
        "app.yaml": APP.encode(),
        "documents/letter.yaml": "title: 信".encode(),
        "translations/en.yaml": b"documents/letter: Letter",
    }
    assert [problem.code for problem in load(files, registry(), "t")[1]] == ["definition.not_yet"]


def test_a_name_of_a_grouped_section_is_unique_in_the_app() -> None:
    file = "title: 指标\nmeasures: {n: {measure: 数, formula: count(customer)}}"
    assert refused(reports__a=file, reports__b=file) == [("definition.twice", "reports/b.yaml:2:12")]
    definition = loaded(reports__a=file, reports__b=file.replace("n:", "m:"))
    assert list(definition.section("reports", "measures", Measure)) == ["n", "m"]


def test_built_in_names_may_be_referred_to() -> None:
    assert loaded(forms__a="title: 表\nfields: {u: {reference: 人, form: user}}")


def test_problems_do_not_depend_on_the_order_of_the_files() -> None:
    files = {"app.yaml": b"title: x\nlanguage: xx", "forms/b.yaml": b"- a", "forms/a.yaml": b"titel: x"}
    forward, backward = (
        load(files, registry(), "t")[1],
        load(dict(reversed(files.items())), registry(), "t")[1],
    )
    assert forward.to_json() == backward.to_json()
    assert [problem.span.file for problem in forward if problem.span] == [
        "app.yaml",
        *["forms/a.yaml"] * 2,
        "forms/b.yaml",
    ]


TRANSLATED = """
app: Application
app/roles/sales: Sales
forms/customer/title: Customer
forms/customer/fields/name: Name
forms/customer/checks/c/message: Not right
"""


def test_a_text_is_told_in_the_language_of_its_reader() -> None:
    definition = loaded(forms__customer=FORM, translations__en=TRANSLATED)
    form = definition.of("forms")["customer"]
    assert definition.title(form, "en") == "Customer" and definition.title(form, "zh") == "客户"
    assert definition.text("forms/customer/checks/c/message", "en") == "Not right"
    assert definition.text("forms/customer/fields/name/help", "en") == "全称"
    assert missing(definition, "en") == {"forms/customer/fields/name/help": "全称"}
    assert missing(definition, "zh") == {} and len(missing(definition, "fr")) == 6


def test_a_field_called_title_has_a_translation_of_its_own() -> None:
    form = "title: 商机\nfields: {title: {text: 商机名称}}"
    english = "forms/deal: Deal\nforms/deal/fields/title: Name"
    definition = loaded(forms__deal=form, translations__en=english)
    assert definition.text("forms/deal/fields/title", "en") == "Name"
    assert definition.text("forms/deal", "en") == "Deal"


def test_both_languages_may_stand_in_place() -> None:
    definition = loaded(forms__a="title: {zh: 客户, en: Customer}\nfields: {n: {text: {zh: 名称, en: Name}}}")
    form = definition.of("forms")["a"]
    assert form.title == "客户" and definition.title(form, "en") == "Customer"
    assert definition.text("forms/a/fields/n", "en") == "Name"


def test_a_translation_of_nothing_is_a_problem_with_the_nearest_address() -> None:
    _, problems = load_texts(forms__customer=FORM, translations__en="forms/customer/fields/nmae: Name")
    assert [problem.code for problem in problems] == ["definition.unknown_address"]
    assert "forms/customer/fields/name" in problems[0].hint("en")
    assert refused(translations__en="- a") == [("definition.translations", "translations/en.yaml:1:1")]
    assert refused(translations__en="app: {a: b}") == [("definition.translations", "translations/en.yaml:1:6")]


def test_the_names_of_people_are_not_translated() -> None:
    data = "title: 演示\nusers: {li: 李雷, wang: {title: 王芳}}\ngiven: {}"
    assert missing(loaded(data__demo=data, translations__en="app: A\napp/roles/sales: S"), "en") == {
        "data/demo": "演示"
    }


def test_the_titles_of_the_menu_are_texts_to_translate() -> None:
    app = "title: 应用\nmenu: {工作台: [inbox, customer]}"
    assert missing(loaded(app=app), "en") == {"app": "应用", "app/menu/工作台": "工作台"}


def test_the_draft_of_a_broken_pack_tells_what_could_be_read() -> None:
    from engine.definitions import read

    files = {
        "app.yaml": APP.encode(),
        "forms/a.yaml": FORM.encode(),
        "forms/b.yaml": "title: 乙\nfields: {x: 甲}".encode(),
    }
    draft = read(files, registry(), "toy")
    assert set(draft.definition.of("forms")) == {"a", "b"}
    assert draft.broken == {"forms/b/fields/x"} and draft.problems.errors
