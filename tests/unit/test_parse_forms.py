"""Forms of the provinces and of hurried hands: each rule by the smallest text that needs it."""

import pytest

from doorplate.address import Address, Level
from doorplate.normalize import parse

FORMS = {
    "岭南工业区第三栋": "zone=岭南工业区 building=3号楼",
    "人民路第12号": "road=人民路 number=12号",
    "青云大厦第12层第3201号": "compound=青云大厦 floor=12层 room=3201室",
    "阳光小区第三单元": "compound=阳光小区 unit=3单元",
    "第三排12号": "building=3排 room=12室",
    "人民路甲2号院乙1号楼": "road=人民路 number=2号 subnumber=甲 compound=院 building=乙1号楼",
    "青云小区甲15号楼二层": "compound=青云小区 building=甲15号楼 floor=2层",
    "人民路12号1#楼2#单元301#": "road=人民路 number=12号 building=1号楼 unit=2单元 room=301室",
    "人民路副12号": "road=人民路 subnumber=附12",
    "人民路12号副1号": "road=人民路 number=12号 subnumber=附1",
    "人民路12号1幢1-2层": "road=人民路 number=12号 building=1号楼 floor=1-2层",
    "河北省定州市G107": "province=河北省 city=保定市 district=定州市 road=G107",
    "青云大厦S209": "compound=青云大厦 room=S209室",
    "营上村3组12号和5组8号": "village=营上村 group=3组 number=12号 group=5组 number=8号",
    "青云大厦26-5": "compound=青云大厦 floor=26层 room=5室",
    "青云小区26-5": "compound=青云小区 building=26号楼 unit=5单元",
    "营西巷村3组12号": "village=营西巷村 group=3组 number=12号",
    "营西巷村民委员会12号": "village=营西巷村民委员会 number=12号",
    "人民路营西巷社区": "road=人民路 village=营西巷社区",
    "普集镇营上居委会北街12号": "town=普集镇 village=营上居委会 road=北街 number=12号",
    "青云路莹上街道办事处北大街12号": "road=青云路 town=莹上街道办事处 road=北大街 number=12号",
    "普集镇南街居委会3组12号": "town=普集镇 village=南街居委会 group=3组 number=12号",
    "武功县普集居委会3组12号": (
        "province=陕西省 city=咸阳市 district=武功县 village=普集居委会 group=3组 number=12号"
    ),
    "普集镇东风林场生活区3组12号": "town=普集镇 village=东风林场生活区 group=3组 number=12号",
    "普集镇莹上农场虚拟生活区12号": "town=普集镇 village=莹上农场虚拟生活区 number=12号",
    "人民路棉纺厂生活区3号楼": "road=人民路 compound=棉纺厂生活区 building=3号楼",
    "普集镇东风生活区北街12号": "town=普集镇 compound=东风生活区 road=北街 number=12号",
    "普集镇生活区路12号": "town=普集镇 road=生活区路 number=12号",
    "普集镇广场前路12号": "town=普集镇 road=广场前路 number=12号",
    "花园岭街12号": "road=花园岭街 number=12号",
    "时代广场莹街12号": "compound=时代广场 road=莹街 number=12号",
    "六经路3号增1号": "road=六经路 number=3号 subnumber=附1",
    "罗家村塱沙村民小组沙岗路2号": "village=罗家村 group=塱沙组 road=沙岗路 number=2号",
    "人民路286号楼房": "road=人民路 number=286号 landmark=楼房",
    "人民路200号1850创意园34栋": "road=人民路 number=200号 compound=1850创意园 building=34号楼",
    "青云大厦3703-06单元": "compound=青云大厦 room=3703-06室",
    "人民路88号与华山路交口": "road=人民路 number=88号 road=华山路",
    "人民路12号4S店": "road=人民路 number=12号 landmark=4S店",
    "1号线龙眠大道(地铁站)": "landmark=1号线 road=龙眠大道",
    "302国道与G12珲乌高速": "road=302国道G12珲乌高速",
    "开发区源兴路12号": "zone=开发区 road=源兴路 number=12号",
    "青云大厦19-20F": "compound=青云大厦 floor=19-20层",
    "青云大厦47/F": "compound=青云大厦 floor=47层",
    "青云大厦A4-6": "compound=青云大厦 building=A4号楼 unit=6单元",
    "青云大厦15-16楼": "compound=青云大厦 floor=15-16层",
    "青云大厦13/14层": "compound=青云大厦 floor=13-14层",
    "人民路12号附1号2-3楼": "road=人民路 number=12号 subnumber=附1 floor=2-3层",
    "青云大厦16-4楼": "compound=青云大厦 building=16号楼 floor=4层",
    "青云小区3-5楼": "compound=青云小区 building=3号楼 floor=5层",
    "青云小区3幢11-4楼": "compound=青云小区 building=3号楼 unit=11单元 floor=4层",
    "人民路12号3层-5层": "road=人民路 number=12号 floor=3至5层",
    "青云小区9幢502-2": "compound=青云小区 building=9号楼 room=502-2室",
    "青云大厦1103-2": "compound=青云大厦 room=1103-2室",
    "人民路1072-2": "road=人民路 number=1072号 subnumber=附2",
    "人民路301至305室": "road=人民路 room=301至305室",
    "四望村第八居民组": "village=四望村 group=8组",
    "八一农场二连3号": "village=八一农场 group=2连 number=3号",
    "青云市场B排15号": "compound=青云市场 building=B排 room=15室",
    "千户村12号": "village=千户村 number=12号",
    "地铁2号线小寨站": "landmark=地铁2号线小寨站",
    "南十六道街12号": "road=南十六道街 number=12号",
    "西二环12号": "road=西二环 number=12号",
    "西二环与小寨路十字": "road=西二环小寨路",
    "东大街十字街": "road=东大街十字街",
    "新亭十字西大巷12号": "lane=新亭十字西大巷 number=12号",
    "菊儿胡同41号旁门": "lane=菊儿胡同 number=41号 landmark=旁门",
    "海旁路12号": "road=海旁路 number=12号",
    "天津路十八街坊3栋": "road=天津路 compound=十八街坊 building=3号楼",
    "东西巷街3弄2号": "road=东西巷街 lane=3弄 number=2号",
    "广州大道中289号": "road=广州大道中 number=289号",
    "工业大道南33号": "road=工业大道南 number=33号",
    "张江路665弄近碧波路": "road=张江路 lane=665弄 road=碧波路",
    "近江路12号": "road=近江路 number=12号",
    "人民路12号楼下": "road=人民路 number=12号",
    "刘屋村新城区光明路12号": "village=刘屋村 compound=新城区 road=光明路 number=12号",
    "新城市广场一期": "compound=新城市广场一期",
    "安徽大学3号楼": "compound=安徽大学 building=3号楼",
    "北京林业大学3号楼": "compound=北京林业大学 building=3号楼",
    "人民路No.12": "road=人民路 number=12号",
    "人民路12号 Block A Room 502": "road=人民路 number=12号 building=A座 room=502室",
    "营上村东沟队12号": "village=营上村 group=东沟队 number=12号",
    "青岭村北沟社": "village=青岭村 group=北沟社",
    "东岭村信用社": "village=东岭村 landmark=信用社",
    "武汉市大学路12号": "province=湖北省 city=武汉市 road=大学路 number=12号",
}


def _flat(address: Address) -> str:
    """Elements in text order; those of one level side by side as one."""
    found: list[list[str]] = []
    for part in address.components:
        if found and found[-1][0] == part.level.key:
            found[-1][1] += part.value
        else:
            found.append([part.level.key, part.value])
    return " ".join("=".join(pair) for pair in found)


@pytest.mark.parametrize("text", FORMS)
def test_a_form_is_read(text: str) -> None:
    found = parse(text).best
    assert _flat(found) == FORMS[text]
    assert not found.rest


@pytest.mark.parametrize("text", FORMS)
def test_what_is_printed_is_read_as_the_same(text: str) -> None:
    found = parse(text).best
    assert parse(str(found)).best == found


@pytest.mark.parametrize("between", ["至", "到", "~", "～", "号至", "号-", "-"])
def test_a_row_of_doors_is_said_to_be_one(between: str) -> None:
    found = parse(f"人民路12{between}14号")
    assert found.best.to_dict() == {"road": "人民路", "number": "12至14号"}
    assert parse(str(found.best)).best == found.best
    assert [warning.code for warning in found.warnings] == ["range"]


def test_two_small_numbers_are_a_row_only_where_the_text_says_so() -> None:
    assert parse("人民路2至8号").ambiguous
    assert not parse("人民路2-8号").ambiguous


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("西安市雁塔区东仪路12号；西安市碑林区南关正街88号", "南关正街88号"),
        ("营上村3组12号和5组8号", "5组8号"),
        ("人民路1号/长安路2号", "长安路2号"),
    ],
)
def test_two_addresses_in_one_cell_are_noticed(text: str, span: str) -> None:
    found = parse(text)
    (warning,) = [w for w in found.warnings if w.code == "several"]
    assert text[slice(*warning.span)] == span
    assert found.confidence < 0.9


@pytest.mark.parametrize(
    "text", ["人民路12号阳光小区3号楼", "人民路与长安路12号", "1111弄22支弄5号"]
)
def test_one_door_is_one_address(text: str) -> None:
    assert "several" not in {warning.code for warning in parse(text).warnings}


@pytest.mark.parametrize(
    ("text", "kind", "span"),
    [
        ("京港澳高速K12+300处", "distance", "K12+300处"),
        ("沈海高速1234公里+500米处", "distance", "1234公里+500米处"),
        ("人民路12号 身份证610431199001011234", "person", "身份证610431199001011234"),
        ("人民路12号61043119900101123X", "person", "61043119900101123X"),
        ("北京市朝阳区三环以内建国路12号", "relative", "三环以内"),
        ("小寨路与长安路十字", "intersection", "十字"),
        ("我家住在人民路12号", "label", "我家住在"),
        ("户籍所在地：人民路12号", "label", "户籍所在地："),
        ("经营场所：人民路12号", "label", "经营场所："),
        ("北京总部: 人民路12号", "label", "北京总部: "),
        ("地  址：人民路12号", "label", "地  址："),
    ],
)
def test_what_is_no_element_is_set_apart(text: str, kind: str, span: str) -> None:
    found = parse(text).best
    assert (kind, span) in [(s.kind, s.text) for s in found.noise]
    assert found.get("room") is None
    assert not found.rest


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("九龙坡区中国重庆重庆九龙坡区石小路160号", "九龙坡区"),
        ("重庆重庆九龙坡区重庆重庆市九龙坡区石小路160号", "九龙坡区"),
        ("上海上海崇明县上海崇明县陈家镇1号", "崇明区"),
        ("上海上海浦东新区云台路111号", "浦东新区"),
    ],
)
def test_a_name_above_written_again_is_no_name_inside_it(text: str, district: str) -> None:
    """九龙坡区 is not 九龙街道 and 坡区, nor is 上海 behind 上海 the county of that name."""
    found = parse(text)
    assert found.best.get("district") == district
    assert not found.best.rest
    assert "corrected" not in {warning.code for warning in found.warnings}


def test_a_street_written_twice_in_a_row_is_one() -> None:
    found = parse("武功县普集街道白玉路【白玉路44号】").best
    assert found.get("road") == "白玉路"
    assert [(span.kind, span.text) for span in found.noise] == [("repeat", "白玉路")]
    assert parse("白玉路白云路44号").best.get("road") == "白玉路白云路"


def test_a_second_address_with_its_title_is_left_unread() -> None:
    second = "；工厂地址：武功县苏坊镇西街7号"
    found = parse(f"总部：武功县普集街道西街5号{second}")
    assert found.best == parse("武功县普集街道西街5号").best
    assert [span.text for span in found.best.rest] == [second]
    assert "unread" in {warning.code for warning in found.warnings}
    assert not parse("武功县普集街道西街5号 电话：88888888").best.rest


@pytest.mark.parametrize("name", ["咸阳大厦", "西安饭店", "陕西宾馆"])
def test_a_building_named_after_its_city_keeps_its_name(name: str) -> None:
    assert parse(f"{name}3层").best.get("compound") == name
    assert parse("西安市饭店街3号").best.get("city") == "西安市"


@pytest.mark.parametrize("text", ["无", " 不详 ", "同上", "NULL", "n/a"])
def test_a_word_for_nothing_is_no_address(text: str) -> None:
    found = parse(text)
    assert found.best.components == ()
    assert found.confidence == 0.0
    assert [span.kind for span in found.best.noise] == ["note"]


def test_a_street_that_is_also_a_village_is_a_street_before_its_number() -> None:
    town = "云南省玉溪市通海县四街镇"
    assert parse(f"{town}二街二组").best.get("village") == "二街村"
    assert parse(f"{town}二街2号").best.get("road") == "二街"


def test_a_new_area_that_became_a_district_is_read_as_the_district() -> None:
    found = parse("广东省深圳市光明新区凤凰街道光明大道12号")
    assert found.best.get("district") == "光明区"
    assert "renamed" in {warning.code for warning in found.warnings}


def test_an_address_from_the_room_up_is_read_from_its_end() -> None:
    text = "Room 502,5号楼,阳光小区,人民路12号,武功县,咸阳市,陕西省"
    found = parse(text).best
    assert str(found) == "陕西省咸阳市武功县人民路12号阳光小区5号楼502室"
    assert all(text[c.start : c.end] == c.text for c in found.components)
    assert not found.rest


@pytest.mark.parametrize(
    "text", ["营上村,永安街", "3号楼,201,永安街12号", "一,二,三;北京市,北京市,北京市"]
)
def test_pieces_without_divisions_at_the_end_keep_their_order(text: str) -> None:
    found = parse(text).best
    starts = [c.start for c in found.components]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("广州市番禺区大石街植村三街12号", "大石街道"),
        ("广州市番禺区大石街12号", None),
        ("新疆石河子市一五二团四连", "兵团一五二团"),
        ("北京市东城区东四十条12号", None),
    ],
)
def test_towns_in_the_forms_of_their_people(text: str, town: str | None) -> None:
    assert parse(text).best.get("town") == town


def test_a_lane_counted_from_a_town_is_a_name() -> None:
    assert parse("北京市东城区东四十条甲12号").best.get("lane") == "东四十条"


def test_the_corps_stands_before_its_city() -> None:
    found = parse("新疆生产建设兵团第八师石河子市一五二团四连").best
    assert (found.get("district"), found.get("town")) == ("石河子市", "兵团一五二团")
    assert found.get("group") == "4连"


def test_a_town_named_like_its_district_keeps_its_street() -> None:
    assert parse("河南省郑州市二七区二七路街道").best.get("town") == "二七路街道"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("西湖区浙江省杭州市文三路12号", "浙江省杭州市西湖区文三路12号"),
        ("普集街道陕西省武功县12号", "陕西省咸阳市武功县普集街道12号"),
        ("武功县陕西省咸阳市营上村", "陕西省咸阳市武功县普集街道营上村"),
    ],
)
def test_wider_divisions_may_stand_behind_a_narrower_one(text: str, read: str) -> None:
    assert str(parse(text).best) == read


def test_districts_of_hong_kong_stand_behind_their_area() -> None:
    found = parse("香港新界元朗區屏山鄉塘坊村12號").best
    assert (found.get("district"), found.get("village")) == ("元朗区", "塘坊村")


def test_a_district_that_nobody_lists_stands_behind_its_city() -> None:
    for behind in ("人民路12号", "青岭村3组"):
        assert parse(f"江苏省南京市望江区{behind}").best.get("district") == "望江区"


def test_a_lane_that_goes_on_with_a_direction_is_a_road() -> None:
    assert parse("永安巷北路5号").best.to_dict() == {"road": "永安巷北路", "number": "5号"}
    assert parse("永安巷5号").best.to_dict() == {"lane": "永安巷", "number": "5号"}


def test_brackets_around_all_of_a_text_make_no_note_of_it() -> None:
    bare = parse("武功县普集街道营上村12号").best
    found = parse("（武功县普集街道营上村12号）").best
    assert str(found) == str(bare)
    assert [c.text for c in found.components] == [c.text for c in bare.components]
    assert found.components[-1].end == len("（武功县普集街道营上村12号")
    assert not found.noise
    assert (
        parse("营上村12号（营上村13号）").best.to_dict() == parse("营上村12号").best.to_dict()
    )


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("(营上村12号)(王某)", ["(王某)"]),
        ("（王某某）（营上村12号）（已拆）", ["（王某某）", "（已拆）"]),
        ("(户主王某某) (营上村12号)", ["(户主王某某)"]),
        ("(营上村12号", []),
    ],
)
def test_of_several_brackets_one_holds_the_address(text: str, notes: list[str]) -> None:
    found = parse(text).best
    assert found.to_dict() == {"village": "营上村", "number": "12号"}
    assert [span.text for span in found.noise] == notes


def test_what_a_place_belonged_to_before_is_a_note() -> None:
    found = parse("上海市静安区原闸北区共和新路100号").best
    assert found.get(Level.ROAD) == "共和新路"
    assert found.get(Level.COMPOUND) is None
    assert [(s.kind, s.text) for s in found.noise] == [("note", "原闸北区")]
    for text in ("武功县原农行小区3号楼", "朝阳区原野小区北门5号"):
        assert not parse(text).best.noise
    assert parse("山西省忻州市原平市京原南路1号").best.get(Level.DISTRICT) == "原平市"


@pytest.mark.parametrize("road", ["中关村南大街", "中关村东路", "亚运村路"])
def test_a_street_named_after_a_village_that_is_none(road: str) -> None:
    assert parse(f"北京市海淀区{road}5号").best.get(Level.ROAD) == road
    assert parse("温州市仙门村北路5号").best.get(Level.VILLAGE) == "仙门村"


def test_the_office_of_a_village_is_no_part_of_its_name() -> None:
    found = parse("营上村村部").best
    assert (found.get(Level.VILLAGE), found.get(Level.LANDMARK)) == ("营上村", "村部")


def test_brackets_inside_brackets_are_one_note() -> None:
    found = parse("永安街5号（东门（旧）附近）3号楼").best
    assert str(found) == "永安街5号3号楼"
    assert [(s.kind, s.text) for s in found.noise] == [("relative", "（东门（旧）附近）")]


@pytest.mark.parametrize(
    "road", ["清水亭东路", "万家丽中路", "黄金塘西路", "建设六马路", "海拉尔东街"]
)
def test_a_road_that_begins_like_a_town_keeps_its_name(road: str) -> None:
    found = parse(f"{road}5号").best
    assert (found.get(Level.ROAD), found.get(Level.TOWN)) == (road, None)


@pytest.mark.parametrize("text", ["亚运村安立路5号", "大沥民富路5号", "下沙学源街5号"])
def test_a_town_without_its_word_still_stands_before_a_street(text: str) -> None:
    assert parse(text).best.get(Level.TOWN) == text[: text.index(text[-5])]


@pytest.mark.parametrize("name", ["永安汽车城有限公司", "永安社区卫生服务中心"])
def test_a_firm_and_a_clinic_keep_their_names(name: str) -> None:
    found = parse(f"永安街5号{name}").best
    assert name in (found.get(Level.COMPOUND), found.get(Level.LANDMARK))
    assert found.get(Level.VILLAGE) is None


def test_inside_and_outside_of_a_gate() -> None:
    found = parse("北京市东城区东直门外香河园路1号").best
    assert (found.get(Level.LANDMARK), found.get(Level.ROAD)) == ("东直门外", "香河园路")
    for road in ("东直门外小街", "朝阳门内南小街", "建国门外大街"):
        found = parse(f"北京市东城区{road}1号").best
        assert (found.get(Level.TOWN), found.get(Level.ROAD)) == (None, road)


def test_a_foreign_word_goes_on_a_towns_name() -> None:
    found = parse("北京市朝阳区建外SOHO6号楼").best
    assert (found.get(Level.TOWN), found.get(Level.COMPOUND)) == (None, "建外SOHO")
    assert parse("北京市朝阳区建外街道SOHO大厦6号楼").best.get(Level.TOWN) == "建外街道"


@pytest.mark.parametrize(
    ("text", "divisions"),
    [
        ("文三路12号杭州市西湖区", ["浙江省", "杭州市", "西湖区"]),
        ("文三路12号 杭州市", ["浙江省", "杭州市"]),
        ("文三路12号，杭州市西湖区", ["浙江省", "杭州市", "西湖区"]),
        ("文三路12号西湖区杭州市浙江省", ["浙江省", "杭州市", "西湖区"]),
        ("幸福小区3号楼2单元502室浙江省杭州市西湖区", ["浙江省", "杭州市", "西湖区"]),
        ("营上村3组12号武功县普集街道", ["陕西省", "咸阳市", "武功县", "普集街道", "营上村"]),
        ("人民路12号南京市鼓楼区", ["江苏省", "南京市", "鼓楼区"]),
    ],
)
def test_divisions_behind_the_house_are_read_and_said(text: str, divisions: list[str]) -> None:
    parse("浙江省杭州市西湖区文三路12号")
    found = parse(text)
    assert [c.value for c in found.best.components[: len(divisions)]] == divisions
    assert "turned" in [w.code for w in found.warnings]
    assert not found.best.rest
    assert all(text[c.start : c.end] == c.text for c in found.best.components if c.start >= 0)
    assert parse(str(found.best)).best == found.best


def test_a_district_of_two_cities_behind_the_house_is_asked_about() -> None:
    found = parse("文三路12号西湖区")
    assert found.best.get("district") is None
    assert [w.code for w in found.warnings] == ["unread"]


@pytest.mark.parametrize("name", ["武功大厦", "永安小区", "城区", "江南开发区", "杭州银行"])
def test_a_name_behind_the_house_is_no_division(name: str) -> None:
    found = parse(f"文三路12号{name}")
    assert found.best.get("district") is None
    assert not found.warnings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("永安花园T2-B座11层", {"compound": "永安花园", "building": "T2-B号楼",
                               "floor": "11层"}),
        ("永安广场T3四层402", {"compound": "永安广场", "building": "T3号楼", "floor": "4层",
                               "room": "402室"}),
        ("永安中心72-7室", {"compound": "永安中心", "building": "72号楼", "room": "7室"}),
        ("永安雅园C-17F", {"compound": "永安雅园", "building": "C座", "room": "17F室"}),
        ("永安街27号楼上海永安公司", {"road": "永安街", "building": "27号楼",
                                    "compound": "上海永安公司"}),
        ("永安街1-9A", {"road": "永安街", "number": "1号", "subnumber": "附9A"}),
        ("永安街12号附9A", {"road": "永安街", "number": "12号", "subnumber": "附9A"}),
    ],
)  # fmt: skip
def test_a_house_with_letters_is_read_from_its_own_spelling(
    text: str, expected: dict[str, str]
) -> None:
    best = parse(text).best
    assert best.to_dict() == expected
    assert parse(str(best)).best == best


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("永安路附近小区住地", "永安路,小区住地"),
        ("昌盛路与站前大街交叉口", "昌盛路与站前大街"),
        ("永安花园75号楼(世南路南)上菱公司", "永安花园75号楼,上菱公司"),
        ("永安街12号-口", "永安街12号,口"),
        ("永安街永安广场旁SOHO", "永安街永安广场SOHO"),
        ("永安街音乐喷泉对面SOHO大厦", "永安街音乐喷泉,SOHO大厦"),
    ],
)
def test_what_would_be_read_as_one_is_parted(text: str, written: str) -> None:
    best = parse(text).best
    assert str(best) == written
    assert parse(written).best == best


def test_a_street_named_after_a_village_and_its_side_is_a_street() -> None:
    best = parse("云南省怒江州泸水市六库街道向阳南路丁巷5号").best
    assert (best.get("village"), best.get("road")) == (None, "向阳南路")
