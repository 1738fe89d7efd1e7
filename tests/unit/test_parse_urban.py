"""Urban, Taiwanese and mixed forms, noise, ambiguity, context, limits."""

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from doorplate.address import Address, Level
from doorplate.divisions import Gazetteer
from doorplate.errors import AddressError
from doorplate.normalize import (
    AddressStyle,
    AddressText,
    fields,
    parse,
    parse_many,
    write,
)

TAILS = {
    "文三路259号": "road=文三路 number=259号",
    "五一路三条15号": "road=五一路 lane=3条 number=15号",
    "北七道街12号": "road=北七道街 number=12号",
    "上地十街10号": "road=上地十街 number=10号",
    "二环南路西段18号": "road=二环南路西段 number=18号",
    "西航港大道中四段909号": "road=西航港大道中四段 number=909号",
    "中山东一路1号": "road=中山东一路 number=1号",
    "共和新路1111弄22支弄12号": "road=共和新路 lane=1111弄22支弄 number=12号",
    "淮河道18号": "road=淮河道 number=18号",
    "廿山里金陵北路12号": "hamlet=廿山里 road=金陵北路 number=12号",
    "罗凤凤山东路12号": "hamlet=罗凤 road=凤山东路 number=12号",
    "农业基地莫干山路12号": "landmark=农业基地 road=莫干山路 number=12号",
    "香樟花园紫荆路12号": "compound=香樟花园 road=紫荆路 number=12号",
    "乌鲁木齐北路12号": "road=乌鲁木齐北路 number=12号",
    "春晖工业大道12号": "road=春晖工业大道 number=12号",
    "莫干山路12号": "road=莫干山路 number=12号",
    "仙门村北路12号": "village=仙门村 road=北路 number=12号",
    "丰化市松岙镇海沿路1号": "district=丰化市 town=松岙镇 road=海沿路 number=1号",
    "青山路路口12号": "road=青山路 number=12号",
    "青山路路南服装城6栋": "road=青山路 compound=服装城 building=6号楼",
    "青山路路12号": "road=青山路 number=12号",
    "青山路路劲大厦12栋": "road=青山路路 compound=劲大厦 building=12号楼",
    "朝阳门北大街12号": "road=朝阳门北大街 number=12号",
    "青山巷与通济街12号": "lane=青山巷 road=通济街 number=12号",
    "二道街路12号": "road=二道街路 number=12号",
    "荣昌大道389-399号": "road=荣昌大道 number=389至399号",
    "荣昌大道389-399": "road=荣昌大道 number=389至399号",
    "荣昌大道12-1302": "road=荣昌大道 number=12号 room=1302室",
    "荣昌大道12号B仓": "road=荣昌大道 number=12号 landmark=B仓",
    "幸福花园-11号楼302": "compound=幸福花园 building=11号楼 room=302室",
    "坤和中心4017潍坊实业": "compound=坤和中心 room=4017室 landmark=潍坊实业",
    "坤和中心302办公室": "compound=坤和中心 room=302室",
    "皮革城3楼无锡巷10号": "compound=皮革城 floor=3层 lane=无锡巷 room=10室",
    "永安街银河SOHO A座302": "road=永安街 compound=银河SOHO building=A座 room=302室",
    "6号大街260号": "road=6号大街 number=260号",
    "104国道88号": "road=104国道 number=88号",
    "东四十条甲22号": "lane=东四十条 number=22号 subnumber=甲",
    "南锣鼓巷胡同3号": "lane=南锣鼓巷胡同 number=3号",
    "建国路12号院3号楼501": "road=建国路 number=12号 compound=院 building=3号楼 room=501室",
    "小龙坎新街9号附3号": "road=小龙坎新街 number=9号 subnumber=附3",
    "五一路12号之一": "road=五一路 number=12号 subnumber=附1",
    "幸福小区7-2-802": "compound=幸福小区 building=7号楼 unit=2单元 room=802室",
    "幸福小区7-802": "compound=幸福小区 building=7号楼 room=802室",
    "幸福小区7幢2-802": "compound=幸福小区 building=7号楼 unit=2单元 room=802室",
    "幸福小区7-2-8-802": (
        "compound=幸福小区 building=7号楼 unit=2单元 floor=8层 room=802室"
    ),
    "幸福小区3-2": "compound=幸福小区 building=3号楼 unit=2单元",
    "幸福小区148-936单元": "compound=幸福小区 building=148号楼 unit=936单元",
    "幸福小区7号楼东单元西户": "compound=幸福小区 building=7号楼 unit=东单元 room=西户",
    "幸福小区12": "compound=幸福小区 building=12号楼",
    "幸福小区1502": "compound=幸福小区 room=1502室",
    "文三路12-5-301": "road=文三路 number=12号 building=5号楼 room=301室",
    "文三路12号1502": "road=文三路 number=12号 room=1502室",
    "文三路12号5号": "road=文三路 number=12号 building=5号楼",
    "昌地大厦16楼807-811": "compound=昌地大厦 floor=16层 room=807-811室",
    "昌地大厦B座负一层": "compound=昌地大厦 building=B座 floor=负1层",
    "昌地大厦B1层": "compound=昌地大厦 floor=负1层",
    "昌地大厦12F-1502": "compound=昌地大厦 floor=12层 room=1502室",
    "昌地大厦11-4楼": "compound=昌地大厦 building=11号楼 floor=4层",
    "昌地大厦南楼三楼": "compound=昌地大厦 building=南楼 floor=3层",
    "昌地大厦3幢205号": "compound=昌地大厦 building=3号楼 room=205室",
    "昌地大厦3幢二单元五零二": "compound=昌地大厦 building=3号楼 unit=2单元 room=502室",
    "昌地大厦3单元5-502": "compound=昌地大厦 unit=3单元 floor=5层 room=502室",
    "幸福花园A区3幢": "compound=幸福花园A区 building=3号楼",
    "幸福花园3#502": "compound=幸福花园 building=3号楼 room=502室",
    "农贸市场11街182": "compound=农贸市场 lane=11街 number=182号",
    "11街182号": "road=11街 number=182号",
    "农贸市场2号门": "compound=农贸市场 landmark=2号门",
    "花园东大街12号": "road=花园东大街 number=12号",
    "新村路12号": "road=新村路 number=12号",
    "体育路小区3幢": "compound=体育路小区 building=3号楼",
    "三民路2巷3弄5號四樓之1": "road=三民路 lane=2巷3弄 number=5号 floor=4层 room=之1",
    "民權東路六段697巷74號": "road=民权东路六段 lane=697巷 number=74号",
    "闻涛路与水印路交叉口": "road=闻涛路水印路",
    "附3号": "subnumber=附3",
    "5一2一802": "building=5号楼 unit=2单元 room=802室",
    "滨西区潮塘横路857号": "compound=滨西区 road=潮塘横路 number=857号",
    "798艺术区": "landmark=798艺术区",
    "二里头博物馆": "landmark=二里头博物馆",
    "经济技术开发区文三路5号": "zone=经济技术开发区 road=文三路 number=5号",
    "美之城236巷12弄20号": "compound=美之城 lane=236巷12弄 number=20号",
    "步行街12号": "road=步行街 number=12号",
    "文三路99999999号": "road=文三路",
    "二里头村5号": "village=二里头村 number=5号",
    "人民路与解放路交叉口东行200米": "road=人民路解放路",
    "百米大道8号": "road=百米大道 number=8号",
    "东三里12号": "number=12号 landmark=东三里",
    "营上村王家第三户": "village=营上村 hamlet=王家 room=3户",
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TAILS.items(), ids=TAILS)
def test_a_tail_is_read_by_its_form(text: str, expected: str) -> None:
    assert parse(text).best.to_dict() == dict(pair.split("=") for pair in expected.split())


def test_offsets_point_into_the_original_text() -> None:
    text = "（收货）廣東省 廣州市天河區體育西路１１１號"
    parts = {c.level.key: (c.text, text[c.start : c.end]) for c in parse(text).best.components}
    assert parts["road"] == ("體育西路", "體育西路")
    assert parts["number"] == ("１１１號", "１１１號")
    assert parts["province"] == ("廣東省", "廣東省")


def test_what_evidence_filled_in_has_no_place_in_the_text() -> None:
    parsed = parse("武功县普集街道营上村3组")
    filled = [c for c in parsed.best.components if c.start < 0]
    assert [c.value for c in filled] == ["陕西省", "咸阳市"]
    assert all(c.end == -1 and c.text == "" for c in filled)
    assert [w.code for w in parsed.warnings] == ["filled"]


NOISE = {
    "710048陕西省西安市咸宁西路12号": [("postcode", "710048")],
    "115台灣省台北市南港區忠孝東路12號": [("postcode", "115")],
    "西安市咸宁西路12号 710048": [("postcode", "710048")],
    "咸宁西路12号 邮编：710048": [("postcode", "邮编：710048")],
    "幸福小区12号 102030": [("postcode", "102030")],
    "地址：武功县营上村12号": [("label", "地址：")],
    "武功县营上村12号（村委会对面）": [("relative", "（村委会对面）")],
    "武功县营上村12号(备注)": [("note", "(备注)")],
    "武功县营上村12号 电话：13800138000": [("phone", "电话：13800138000")],
    "张三 13800138000 武功县营上村12号": [("person", "张三"), ("phone", "13800138000")],
    "武功县营上村12号 户主:王某": [("person", "户主:王某")],
    "武功县营上村12号李四先生收": [("person", "李四先生收")],
    "武功县营上村12号向北200米": [("distance", "向北200米")],
    "武功县人民路与解放路交叉口东行200米12号": [
        ("relative", "与"),
        ("intersection", "交叉口"),
        ("distance", "东行200米"),
    ],
    "距人民路约300米处12号": [("relative", "距"), ("distance", "约300米处")],
    "中国武功县营上村12号": [("country", "中国")],
}


def test_what_is_left_of_a_division_is_no_part_of_a_town() -> None:
    best = parse("浙江省淳安县市县阳街道八一新村").best
    assert (best.get("town"), [span.text for span in best.rest]) == ("县阳街道", ["市"])


@pytest.mark.parametrize(("text", "expected"), NOISE.items(), ids=NOISE)
def test_noise_is_kept_by_its_kind(text: str, expected: list[tuple[str, str]]) -> None:
    best = parse(text).best
    assert [(s.kind, s.text) for s in best.noise] == expected
    assert best.get(Level.NUMBER) == "12号"


def test_several_places_of_one_name_are_all_given() -> None:
    parsed = parse("鼓楼区中山北路200号")
    cities = {c.address.get("city") for c in parsed.candidates}
    assert cities == {"南京市", "徐州市", "福州市", "开封市"}
    assert parsed.ambiguous
    assert parsed.confidence <= 0.25
    assert all(c.address.get("number") == "200号" for c in parsed.candidates)
    assert all(c.reasons for c in parsed.candidates)


def test_context_decides_between_places_of_one_name() -> None:
    parsed = parse("鼓楼区中山北路200号", context=Address.of(province="福建省", city="福州市"))
    assert not parsed.ambiguous
    assert parsed.best.get("city") == "福州市"


def test_context_fills_what_the_text_leaves_out() -> None:
    context = Address.of(province="陕西省", city="咸阳市", district="武功县")
    best = parse("营上村3组12号", context=context).best
    assert str(best).startswith("陕西省咸阳市武功县")
    assert best.get("village") == "营上村"


def test_context_that_nobody_knows_still_fills() -> None:
    best = parse("人民路12号", context=Address.of(district="无名县")).best
    assert str(best) == "无名县人民路12号"


def test_the_users_own_places_are_known() -> None:
    own = Gazetteer.bundled().with_places([{"district": "武功县", "town": "新设镇"}])
    best = parse("武功县新设镇人民路12号", gazetteer=own).best
    assert best.to_dict()["town"] == "新设镇"


@pytest.mark.parametrize(
    ("text", "code", "span"),
    [
        ("上海市闸北区共和新路1号", "old_name", "闸北区"),
        ("武功县普集乡营上村3组", "renamed", "普集乡"),
        ("二环南路89-115号", "range", "89-115号"),
    ],
)
def test_a_doubt_is_said_with_its_place(text: str, code: str, span: str) -> None:
    parsed = parse(text)
    found = {w.code: text[slice(*w.span)] for w in parsed.warnings}
    assert found[code] == span
    assert parsed.confidence < 1.0
    assert all(w.text.zh and w.text.en for w in parsed.warnings)


def test_a_plain_whole_address_is_sure() -> None:
    parsed = parse("浙江省杭州市西湖区文三路259号")
    assert (parsed.confidence, parsed.ambiguous, parsed.warnings) == (1.0, False, ())


def test_a_short_sub_number_is_no_range() -> None:
    assert not parse("浙江省杭州市西湖区文三路12-1号").ambiguous


@pytest.mark.parametrize("text", ["", "   ", "。。。"])
def test_a_text_without_address_is_an_empty_reading(text: str) -> None:
    parsed = parse(text)
    assert not parsed.best
    assert parsed.confidence == 0.0


def test_what_nobody_can_read_stays_as_rest() -> None:
    parsed = parse("浙江省杭州市西湖区文三路259号∴∵")
    assert [s.text for s in parsed.best.rest] == ["∴∵"]
    assert parsed.warnings[-1].code == "unread"


@pytest.mark.parametrize("value", [None, 12, b"12", ["12"]])
def test_what_is_no_text_is_refused(value: object) -> None:
    with pytest.raises(AddressError, match="must be text"):
        parse(value)  # type: ignore[arg-type]  # the very mistake under test


def test_many_texts_keep_their_order() -> None:
    texts = ["文三路1号", "文三路2号", "文三路3号"]
    assert [p.text for p in parse_many(texts)] == texts


def test_styles_write_what_they_say() -> None:
    address = parse("澎湖縣馬公市中央里8鄰中央街22號之1三樓").best
    assert write(address, AddressStyle.TAIWAN, down_from="district") == (
        "马公市中央里8鄰中央街22號之1三樓".replace("三", "3")
    )
    urban = parse("浙江省杭州市西湖区文三路259号昌地大厦2幢501室").best
    assert (
        write(urban, AddressStyle.POSTAL) == "浙江省杭州市西湖区 文三路259号 昌地大厦2号楼501室"
    )
    assert write(urban, down_from=Level.ROAD) == "文三路259号昌地大厦2号楼501室"
    assert fields(urban) == {
        "行政区划": "浙江省杭州市西湖区",
        "街巷院落": "文三路昌地大厦",
        "建筑门楼": "259号2号楼",
        "单元户室": "501室",
    }
    assert fields(Address.of(landmark="2号门")) == {"标志物": "2号门"}


def test_taiwan_style_without_a_readable_number() -> None:
    assert write(Address.of(road="文三路", room="501室"), AddressStyle.TAIWAN) == "文三路501室"
    island = parse("台湾省澎湖县马公市中央街22号3号楼").best
    assert write(island, AddressStyle.TAIWAN) == "臺灣省澎湖縣马公市中央街22號3號樓"


class Household(BaseModel):
    address: AddressText


def test_a_field_takes_a_text_a_dict_or_an_address() -> None:
    text = "武功县普集街道营上村3组12号"
    wanted = parse(text).best
    assert Household.model_validate({"address": text}).address == wanted
    assert Household.model_validate({"address": wanted.to_dict()}).address == wanted
    assert Household(address=wanted).address == wanted


def test_a_field_refuses_what_is_no_address_and_says_so_in_its_schema() -> None:
    with pytest.raises(ValidationError, match="10000"):
        Household.model_validate({"address": "一" * 10_001})
    schema = TypeAdapter(AddressText).json_schema()
    assert {"type": "string"} in schema["anyOf"]
    assert "road" in schema["anyOf"][1]["properties"]


@pytest.mark.parametrize("text", ["=cmd|calc!A1", "<b>", "{x}", "a=b"])
def test_formulas_and_markup_are_no_address(text: str) -> None:
    parsed = parse(text)
    assert not parsed.best
    assert "".join(s.text for s in parsed.best.rest) == text


def test_markup_around_an_address_stays_out_of_it() -> None:
    best = parse("<script>alert(1)</script>武功县普集街道营上村5号").best
    assert (best.get("village"), best.get("number")) == ("营上村", "5号")
    assert best.get("landmark") is None


@pytest.mark.parametrize(
    ("text", "lane"), [("文光路东一横巷6弄", "东一横巷6弄"), ("文光路东1横巷6弄", "东1横巷6弄")]
)
def test_a_numeral_in_a_lane_name_stays_as_written(text: str, lane: str) -> None:
    assert parse(text).best.to_dict() == {"road": "文光路", "lane": lane}


@pytest.mark.parametrize("place", ["永安街", "永安街12号", "永安街12号3栋", "永安花园3号楼"])
@pytest.mark.parametrize("part", ["A区", "二期", "3区", "北区"])
def test_a_part_of_an_estate_without_its_name_is_one(place: str, part: str) -> None:
    best = parse(f"{place}{part}5层").best
    assert (best.components[-2].level.key, best.components[-2].value) == ("compound", part)
    assert parse(str(best)).best == best
