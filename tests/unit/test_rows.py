"""Which numbers name several doors, and how such a number is written."""

import pytest

from doorplate._rows import joined, parted, row_of_doors


@pytest.mark.parametrize(
    ("written", "row"),
    [
        ("12至14号", "12至14号"),
        ("12～14号", "12至14号"),
        ("12至3号", "12至3号"),
        ("二至五号", "2至5号"),
        ("1至3、5至7号", "1至3,5至7号"),
        ("12和14号", "12,14号"),
        ("12号/14号", "12,14号"),
        ("10-11号", "10至11号"),
        ("5-11号", "5至11号"),
        ("89-115号", "89至115号"),
        ("A12-A16号", "A12至A16号"),
        ("A5-B5号", "A5至B5号"),
        ("12A-12C号", "12A至12C号"),
        ("12A-14C号", "12A至14C号"),
        ("12A-14号", "12A至14号"),
        ("12-1~3号", "12-1至3号"),
        ("12A~12C号", "12A至12C号"),
        ("特1、特2号", "特1,2号"),
        ("特1至5号", "特1至5号"),
        ("12号附1、附5", "12号附1,附5"),
        ("12附1、5", "12号附1,附5"),
        ("12号附1、5号", "12-1,5号"),
        ("12-1、5", "12-1,5号"),
        ("12附1-15号", "12号附1至附15"),
        ("附1-15号", "附1至附15"),
        ("12甲附1至附5", "12甲-1至12甲-5号"),
        ("12甲附1-15号", "12甲-1至12甲-15号"),
    ],
)
def test_several_doors_are_written_in_one_way(written: str, row: str) -> None:
    assert row_of_doors(written) == row
    assert row_of_doors(row) == row


@pytest.mark.parametrize(
    "written",
    [
        "12号", "12-1号", "5-10号", "12-12号", "15-15号", "12-14A号", "12~3号", "12~12号",
        "1至3至5号", "A12-A12号", "A16-A12号", "A12-16号", "12-A16号", "12A-12A号", "12A-11C号",
        "0、1号", "1、0号", "0-15号", "附1-5号",
        "12号附14", "12号附1-A15号", "12号附A5-A15号", "12/1号", "特5号",
        "12、号", "、12号", "",
    ],
)  # fmt: skip
def test_what_names_one_door_or_none_is_no_row(written: str) -> None:
    assert not row_of_doors(written)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("301室~305", "301至305"),
        ("301号、302室", "301,302室"),
        ("3组、5组", "3,5组"),
        ("3组、5社", "3组,5社"),
        ("负1层至负2层", "负1至负2层"),
        ("首层,9层", "首层,9层"),
        ("301号和302室", "301,302室"),
        ("1--3栋", "1-3栋"),
    ],
)
def test_places_of_one_word_have_it_once(written: str, value: str) -> None:
    assert joined(written) == value


def test_the_sub_numbers_of_one_door_stand_apart() -> None:
    assert parted(row_of_doors("12-1至12-5号")) == ("12号", "附1至附5")
    assert parted(row_of_doors("12甲-1至12甲-5号")) == ("12甲-1至12甲-5号", "")
