"""Columns found by name, in Chinese and English, and never guessed."""

import pytest

from doorplate import tables
from doorplate.errors import AmbiguousColumn, ColumnNotFound, InputError


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("编号", "id"), ("序号", "id"), ("ID", "id"), (" 序 号 ", "id"), ("Record-ID", "id"),
        ("地址", "address"), ("门牌地址", "address"), ("FULL_ADDR", "address"),
        ("原始地址", "address"), ("户编号", "household"), ("门编号", "door"), ("网格", "grid"),
        ("街路巷", "street"), ("街巷", "street"), ("侧", "side"), ("顺序", "order"),
        ("桩号(m)", "chainage"), ("经度（度）", "lon"), ("纬度", "lat"), ("X", "x"),
        ("X坐标(米)", "x"), ("Ｙ坐标", "y"),
        ("现门牌号", "number"), ("current number", "number"),
        ("牌况", "plate"), ("plate state", "plate"), ("依据", "evidence"), ("来源", "evidence"),
        ("备注", "note"),
    ],
)  # fmt: skip
def test_names_of_roles(name: str, role: str) -> None:
    assert tables.find_columns([name, "其他"], [role]) == {role: name}


def test_every_role_is_found_by_its_own_name_and_no_name_has_two_roles() -> None:
    seen: dict[str, str] = {}
    for role in tables.ROLES.values():
        for name in role.names:
            assert tables.find_columns([name], [role.key]) == {role.key: name}
            assert seen.setdefault(name.casefold(), role.key) == role.key
        assert role.text.zh
        assert role.text.en


def test_a_missing_column_names_those_there_and_the_option() -> None:
    with pytest.raises(ColumnNotFound) as caught:
        tables.find_columns(["姓名", "电话"], ["address"])
    assert "姓名 · 电话" in caught.value.text.zh
    assert caught.value.remedy.en == "Name it with --column address=COLUMN"


def test_long_lists_of_columns_are_cut_in_messages() -> None:
    with pytest.raises(ColumnNotFound) as caught:
        tables.find_columns(["长" * 100, *map(str, range(100))], ["address"])
    assert len(caught.value.text.zh) < 250


def test_two_columns_of_one_role_are_a_question() -> None:
    with pytest.raises(AmbiguousColumn, match="编号 · 序号") as caught:
        tables.find_columns(["编号", "序号"], [], optional=["id"], options={"id": "--id"})
    assert caught.value.remedy.zh == "用 --id 列名 指定"


def test_repeated_names_are_a_question_too() -> None:
    with pytest.raises(AmbiguousColumn, match="地址 · 地址#2"):
        tables.find_columns(["地址", "地址#2"], ["address"])


def test_what_the_user_names_wins() -> None:
    columns = ["编号", "序号", "说明"]
    named = {"id": "序号", "address": "说明"}
    assert tables.find_columns(columns, ["id", "address"], overrides=named) == named
    with pytest.raises(ColumnNotFound, match="no column '无'"):
        tables.find_columns(columns, ["id"], overrides={"id": "无"})


def test_absent_optional_roles_are_left_out() -> None:
    assert tables.find_columns(["地址"], ["address"], optional=["lon"]) == {"address": "地址"}


def test_an_unknown_role() -> None:
    with pytest.raises(InputError, match="no column role is called 'colour'"):
        tables.find_columns(["a"], ["colour"])
