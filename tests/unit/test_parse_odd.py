"""Odd spellings of all regions: each is a class of texts, made by hand."""

import pytest

from doorplate.address import Level
from doorplate.normalize import parse


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # mountain towns: floors below the street, and what is counted on them
        ("永安街6号负2-15号", {"number": "6号", "floor": "负2层", "room": "15室"}),
        (
            "永安街6号7栋负1-3",
            {"number": "6号", "building": "7号楼", "floor": "负1层", "room": "3室"},
        ),
        ("永安街6号吊1层", {"number": "6号", "floor": "吊1层"}),
        ("永安街6号吊二层", {"number": "6号", "floor": "吊2层"}),
        ("永安街6号平街层", {"number": "6号", "floor": "平街层"}),
        ("永安广场二楼夹层A05", {"floor": "2层夹层", "room": "A05室"}),
        # stems: houses of a yard, doors of a door
        ("永安街22号院乙3楼4门", {"number": "22号", "building": "乙3号楼", "unit": "4单元"}),
        ("永安街12号甲3楼", {"number": "12号", "subnumber": "甲", "floor": "3层"}),
        ("永安街12甲1号", {"number": "12号", "subnumber": "甲附1"}),
        ("永安街12-甲号", {"number": "12号", "subnumber": "甲"}),
        ("永安花园2幢二单元丁室", {"building": "2号楼", "unit": "2单元", "room": "丁室"}),
        ("永安花园2幢甲单元乙户", {"building": "2号楼", "unit": "甲单元", "room": "乙户"}),
        ("永安花园2幢6楼D户", {"building": "2号楼", "floor": "6层", "room": "D户"}),
        ("永安街12号院附2号楼", {"number": "12号", "building": "附2号楼"}),
        ("永安街12号附2号", {"number": "12号", "subnumber": "附2"}),
        ("永安街12号之一3栋", {"number": "12号", "subnumber": "附1", "building": "3号楼"}),
        # letters
        ("永安大厦1101-A", {"compound": "永安大厦", "room": "1101-A室"}),
        ("永安花园132-C", {"building": "132号楼", "room": "C室"}),
        ("永安花园R3-B栋", {"building": "R3-B号楼"}),
        # groups of villages
        ("永安村洪茶路组12号", {"village": "永安村", "group": "洪茶路组", "number": "12号"}),
        ("永安村下街社12号", {"village": "永安村", "group": "下街社", "number": "12号"}),
        ("永安村3小队", {"village": "永安村", "group": "3队"}),
        ("永安村六街3排12号", {"road": "六街", "lane": "3排", "number": "12号"}),
        ("永安花园3排12号", {"building": "3排", "room": "12室"}),
        ("永安村南门里12条3号", {"lane": "南门里12条", "number": "3号"}),
        # boxes and shops
        ("永安路27号信箱", {"road": "永安路", "landmark": "27号信箱"}),
        ("第54邮政信箱", {"landmark": "第54邮政信箱"}),
        ("邮政信箱200-081", {"landmark": "邮政信箱200-081"}),
        ("3702信箱12分箱", {"landmark": "3702信箱12分箱"}),
        ("幸福市场2楼124号营业房", {"floor": "2层", "room": "124室"}),
        ("幸福市场2楼12号摊位", {"floor": "2层", "room": "12室"}),
        ("幸福市场12号档", {"compound": "幸福市场", "room": "12室"}),
        ("永安街12号门面", {"road": "永安街", "number": "12号"}),
        ("永安村东头12号门面房", {"number": "12号"}),
        ("永安商厦4楼168-169号铺", {"floor": "4层", "room": "168-169室"}),
        ("永安街6-2号铺", {"number": "6号", "subnumber": "附2"}),
        ("永安街12号卡森酒家", {"number": "12号"}),
        ("永安街12号首层第3卡", {"number": "12号", "floor": "首层", "room": "3室"}),
        ("永安街12号2楼右", {"number": "12号", "floor": "2层", "room": "右室"}),
        ("永安街12号2楼左户", {"number": "12号", "floor": "2层", "room": "左户"}),
        ("永安街12-1号厂房", {"number": "12号", "subnumber": "附1"}),
        ("永安工业园3号厂房", {"building": "3号楼"}),
        # parts of rooms, and rooms with a letter
        ("永安大厦102室之二", {"room": "102室之2"}),
        ("永安大厦1103之一", {"room": "1103室之1"}),
        ("永安大厦1号楼12A08", {"building": "1号楼", "room": "12A08室"}),
        # buildings and floors
        ("永安西园四区410楼B座", {"building": "410号楼B座"}),
        ("永安大厦102楼", {"floor": "102层"}),
        ("永安新村12楼3门501", {"building": "12号楼", "unit": "3单元", "room": "501室"}),
        ("永安路35号假三层", {"number": "35号", "floor": "假3层"}),
        # streets, quarters, small towns
        ("永安路12支路3号", {"road": "永安路12支路", "number": "3号"}),
        ("南二环西段27号", {"road": "南二环西段", "number": "27号"}),
        ("友谊大街22号街坊46栋", {"compound": "22号街坊", "building": "46号楼"}),
        ("永安花园123街坊12门", {"compound": "永安花园123街坊", "unit": "12单元"}),
        ("梦想小镇7号楼", {"compound": "梦想小镇", "building": "7号楼"}),
        ("西大街12号付3号", {"number": "12号", "subnumber": "附3"}),
        ("花楼街汉润里12号", {"road": "花楼街", "lane": "汉润里", "number": "12号"}),
        ("永安村永和里12号", {"hamlet": "永和里", "number": "12号"}),
        # brackets around a part of what stands before them
        ("永安街12号(附1号)", {"number": "12号", "subnumber": "附1"}),
        ("永安街12号(3栋2单元)", {"number": "12号", "building": "3号楼", "unit": "2单元"}),
        ("永安街12号（3楼）永安公司", {"number": "12号", "compound": "永安公司"}),
        ("永安街12号（3栋）永安公司", {"number": "12号", "building": "3号楼"}),
        ("永安街12号(3号楼附近)", {"number": "12号"}),
        ("永安街12号(1)", {"number": "12号", "subnumber": "附1"}),
        ("永安街12号（二）", {"number": "12号", "subnumber": "附2"}),
        ("永安街12号(附1-5号)", {"number": "12号", "subnumber": "附1-5"}),
        ("永安街12号(附1、附2号)", {"number": "12号", "subnumber": "附1,附2"}),
        ("永安街12号(甲)永安公司", {"number": "12号", "subnumber": "甲"}),
        ("永安街12(1)号", {"number": "12号", "subnumber": "附1"}),
        ("永安街(12)号", {"number": "12号"}),
        (
            "永安街12号(1-2-301)",
            {"number": "12号", "building": "1号楼", "unit": "2单元", "room": "301室"},
        ),
        ("永安花园3栋(502)", {"building": "3号楼", "room": "502室"}),
        # shops of a street, letters before and behind numbers, marks of one number
        ("永安街A12号铺面", {"road": "永安街", "number": "A12号"}),
        ("永安街A12-15号铺面", {"number": "A12号", "subnumber": "附15"}),
        ("永安街6-2档口", {"number": "6号", "subnumber": "附2"}),
        ("永安花园A12号铺面", {"compound": "永安花园", "room": "A12室"}),
        ("永安街12B", {"number": "12号", "subnumber": "B"}),
        ("永安街12甲", {"number": "12号", "subnumber": "甲"}),
        ("永安街A05", {"number": "A5号"}),
        ("永安街12-3室", {"number": "12号", "room": "3室"}),
        ("永安街3号甲、乙", {"number": "3甲,3乙号"}),
        ("永安街3甲、乙、丙号", {"number": "3甲,3乙,3丙号"}),
        ("永安街3号甲、5号乙", {"number": "3甲,5乙号"}),
        ("永安街3号A、B座", {"number": "3号", "building": "A,B座"}),
        # two doors, each with its word: a row upwards, a sub-number downwards
        ("永安街5号-7号", {"number": "5至7号"}),
        ("永安街15号-7号", {"number": "15号", "subnumber": "附7"}),
        ("永安街5号-7", {"number": "5号", "subnumber": "附7"}),
        ("永安街12 13号", {"number": "12,13号"}),
        ("永安街12 3号", {"number": "12号", "building": "3号楼"}),
        ("永安街12甲号附1至附5", {"number": "12甲-1至12甲-5号"}),
        ("永安街68号105室/219室", {"number": "68号", "room": "105,219室"}),
        ("永安街3、5号院", {"number": "3,5号", "compound": "院"}),
        ("永安街12路5号楼", {"number": "12号", "building": "5号楼"}),
        # floors and units
        ("永安大厦B1-B2层", {"floor": "负1至负2层"}),
        ("永安大厦L1层-L3层", {"floor": "L1至L3层"}),
        ("永安花园3号楼5层西室", {"building": "3号楼", "floor": "5层", "room": "西室"}),
        ("永安花园3号楼5层北", {"building": "3号楼", "floor": "5层", "room": "北室"}),
        ("永安花园3号楼2B单元", {"building": "3号楼", "unit": "2B单元"}),
        ("永安花园3号楼A11单元502", {"building": "3号楼", "unit": "A11单元", "room": "502室"}),
        # what roads are called
        ("武功县G56", {"district": "武功县", "road": "G56"}),
        ("武功县S20永安收费站", {"road": "S20", "landmark": "永安收费站"}),
        ("S316(永安路)小吃店", {"road": "S316", "landmark": "小吃店"}),
        ("G8号楼201", {"building": "G8号楼", "room": "201室"}),
        ("永安路与G4W2永安高速交叉口", {"road": "永安路G4W2永安高速"}),
        ("永安大道南与星月路交叉口", {"road": "永安大道南星月路"}),
        ("永安大道南侧", {"road": "永安大道"}),
        ("红旗路与渭水道交口永安大厦", {"road": "红旗路渭水道", "compound": "永安大厦"}),
        ("永安线附近鸿运水泥厂", {"road": "永安线", "landmark": "鸿运水泥厂"}),
        ("永新街口外大街19号", {"road": "永新街口外大街", "number": "19号"}),
        ("永安大道 花园路12号", {"road": "永安大道花园路", "number": "12号"}),
        ("亭旁大道12号", {"road": "亭旁大道", "number": "12号"}),
        ("客村立交", {"landmark": "客村立交"}),
        ("永安路与星月路交汇幸福小区", {"road": "永安路星月路", "compound": "幸福小区"}),
        ("永安大道顺江段73号", {"road": "永安大道顺江段", "number": "73号"}),
        ("朝阳区工人体育场北路8号", {"road": "工人体育场北路", "number": "8号"}),
        ("永安街33号路劲大厦", {"road": "永安街", "number": "33号", "compound": "路劲大厦"}),
        ("永安街16号桥北村5队", {"number": "16号", "village": "桥北村", "group": "5队"}),
        ("永安路3号路12号", {"road": "永安路3号路", "number": "12号"}),
        ("4号大街9号路口", {"road": "4号大街9号路"}),
        ("江北区永和桥建新南路1号", {"hamlet": "永和桥", "road": "建新南路", "number": "1号"}),
        ("鸿运园创新三路12号", {"hamlet": "鸿运园", "road": "创新三路", "number": "12号"}),
        ("永安路5401厂", {"road": "永安路", "landmark": "5401厂"}),
        ("滨海经济区海河道12号", {"zone": "滨海经济区", "road": "海河道", "number": "12号"}),
        ("幸福道A1座", {"road": "幸福道", "building": "A1号楼"}),
        # what says where in a town, or what to do there
        ("武功县全区永安路12号", {"district": "武功县", "road": "永安路", "number": "12号"}),
        ("武功县全境普集镇营上村", {"town": "普集街道", "village": "营上村"}),
        ("武功县县城内永安路12号", {"district": "武功县", "road": "永安路", "number": "12号"}),
        ("武功县县城前街12号", {"road": "县城前街", "number": "12号"}),
        ("杨浦区内环中环之间永安路3号", {"road": "永安路", "number": "3号"}),
        ("营上村毛家队到了联系", {"village": "营上村", "group": "毛家队"}),
        ("武功县普集镇永安路3号普集镇办事处", {"town": "普集街道", "number": "3号"}),
        ("永安路与将军巷交叉口", {"road": "永安路", "lane": "将军巷"}),
        ("永安巷和将军巷交叉口", {"lane": "永安巷将军巷"}),
        ("永安路步步高宿舍区3栋", {"compound": "步步高宿舍区", "building": "3号楼"}),
        ("杭州湾新区三洋村12号", {"zone": "杭州湾新区", "village": "三洋村", "number": "12号"}),
        ("三社村12号", {"village": "三社村", "number": "12号"}),
        # sides on which a dwelling is, units counted by stems, floors with a letter
        (
            "永安花园14-3-4西",
            {"unit": "3单元", "floor": "4层", "building": "14号楼", "room": "西室"},
        ),
        (
            "永安花园2-2-3-东",
            {"unit": "2单元", "floor": "3层", "building": "2号楼", "room": "东室"},
        ),
        ("永安花园29-2-中", {"building": "29号楼", "unit": "2单元", "room": "中室"}),
        ("永安花园38-乙-201", {"building": "38号楼", "unit": "乙单元", "room": "201室"}),
        ("永安街3号西", {"road": "永安街", "number": "3号"}),
        ("永安大厦12A层1312室", {"floor": "12A层", "room": "1312室"}),
        ("永安大厦12A楼", {"floor": "12A层"}),
        ("永安花园12A楼4层", {"building": "12A号楼", "floor": "4层"}),
        ("永安大厦4F层", {"floor": "4层"}),
        ("永安街三三OO弄1O号", {"lane": "3300弄", "number": "10号"}),
        # names that go on, and words that are none
        ("罗汉巷小区6幢", {"compound": "罗汉巷小区", "building": "6号楼"}),
        ("周家村小区3号楼", {"compound": "周家村小区", "building": "3号楼"}),
        ("普集镇孙街组36号", {"group": "孙街组", "number": "36号"}),
        ("九台区水乡村12号", {"village": "水乡村", "number": "12号"}),
        ("永安路3号乡村基", {"road": "永安路", "number": "3号", "landmark": "乡村基"}),
        ("永安街第七高级中学校", {"compound": "第七高级中学校"}),
        ("永安街中心校区3号楼", {"compound": "中心校区", "building": "3号楼"}),
        ("永安路与和平路东交叉口", {"road": "永安路和平路"}),
        ("永安大道29街区3幢", {"road": "永安大道", "compound": "29街区", "building": "3号楼"}),
        ("武功县永和街道办事处永安路3号", {"town": "永和街道", "number": "3号"}),
        ("金恒路永安花园业主委员会", {"road": "金恒路", "compound": "永安花园"}),
        ("武功县永安街武功县第一中学", {"road": "永安街", "compound": "武功县第一中学"}),
        ("鸿运国际商务社区3栋", {"compound": "鸿运国际商务社区", "building": "3号楼"}),
        ("永安街12号(原3栋)", {"number": "12号"}),
        # sides of a street, of a floor; what says that a number follows
        ("永安街单号1-99号", {"number": "1至99号"}),
        ("永安街859-871号单号二楼", {"number": "859至871号", "floor": "2层"}),
        ("永安花园3号楼5楼东", {"building": "3号楼", "floor": "5层", "room": "东室"}),
        ("永安花园3号楼西", {"building": "3号楼"}),
        ("永安街12号1F-3F", {"number": "12号", "floor": "1-3层"}),
        ("永安村门牌号:12", {"village": "永安村", "number": "12号"}),
        ("永安村门牌12号", {"village": "永安村", "number": "12号"}),
        ("永安花园3栋301室-2", {"building": "3号楼", "room": "301-2室"}),
        # what is named by a number
        ("永安路106委12组", {"road": "永安路", "group": "12组", "landmark": "106委"}),
        ("永安路解放军68222部队", {"road": "永安路", "landmark": "解放军68222部队"}),
        ("永安高速312服务区", {"road": "永安高速", "landmark": "312服务区"}),
        ("219国道1200公里道班", {"road": "219国道", "landmark": "1200公里道班"}),
        ("永安矿3号井", {"landmark": "永安矿3号井"}),
        ("永安街五号井小区2号楼", {"compound": "五号井小区", "building": "2号楼"}),
        ("永安路南三条市场12号", {"compound": "南三条市场", "number": "12号"}),
        ("八户梁村6巷12号", {"village": "八户梁村", "lane": "6巷", "number": "12号"}),
    ],
)
def test_an_odd_spelling_is_read(text: str, expected: dict[str, str]) -> None:
    found = parse(text)
    assert expected.items() <= found.best.to_dict().items()
    numbers = {"number", "subnumber", "building", "unit", "floor", "room"}
    assert numbers & found.best.to_dict().keys() <= expected.keys()
    assert not found.best.rest


def test_kilometres_of_a_road_are_a_distance() -> None:
    found = parse("G209线1250KM+300M").best
    assert found.to_dict() == {"road": "G209线"}
    assert [(span.kind, span.text) for span in found.noise] == [("distance", "1250KM+300M")]


@pytest.mark.parametrize(
    ("text", "village"),
    [
        ("齐齐哈尔市克山农场第四作业区", "克山农场"),
        ("牡丹江市林口林场", "林口林场"),
        ("铁力农场3队", "铁力农场"),
    ],
)
def test_an_undertaking_named_after_a_county_is_not_in_it(text: str, village: str) -> None:
    found = parse(text).best
    assert (found.get(Level.DISTRICT), found.get(Level.VILLAGE)) == (None, village)


def test_soldiers_are_no_district() -> None:
    assert parse("解放军31638部队").best.to_dict() == {"landmark": "解放军31638部队"}


@pytest.mark.parametrize(
    "corps", ["新疆建设兵团农一师", "新疆兵团第六师", "新疆生产建设兵团第一师"]
)
def test_a_division_of_the_corps_stands_before_its_city(corps: str) -> None:
    found = parse(f"{corps}阿拉尔市十团三连5号").best
    assert found.get(Level.DISTRICT) == "阿拉尔市"
    assert (found.get(Level.GROUP), found.get(Level.NUMBER)) == ("3连", "5号")


def test_a_committee_ends_the_name_of_a_village() -> None:
    found = parse("钦南区犀牛脚镇大环村委白屋村15队").best
    assert (found.get(Level.HAMLET), found.get(Level.GROUP)) == ("白屋村", "15队")


@pytest.mark.parametrize("number", ["12-甲号", "12甲1号", "12甲-1号"])
def test_a_door_with_a_stem_is_taken_whole(number: str) -> None:
    found = parse(f"永安街{number}5楼").best
    assert "".join(part.text for part in found.components) == f"永安街{number}5楼"
    assert found.get(Level.FLOOR) == "5层"


@pytest.mark.parametrize(
    ("text", "town", "village"),
    [
        ("罗湖区黄贝岭上村12号", None, "黄贝岭上村"),
        ("罗湖区黄贝岭社区12号", "黄贝街道", "黄贝岭社区"),
        ("武功县普集营上村12号", "普集街道", "营上村"),
    ],
)
def test_a_village_may_begin_like_a_town(text: str, town: str | None, village: str) -> None:
    found = parse(text).best
    assert (found.get(Level.TOWN), found.get(Level.VILLAGE)) == (town, village)


@pytest.mark.parametrize("number", ["12号(1-5号)", "3号甲、乙", "5号-7号", "12 13号"])
def test_several_doors_are_asked_about(number: str) -> None:
    assert "range" in {one.code for one in parse(f"永安街{number}").warnings}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("永安桥路南京市消防公司", {"city": "南京市", "road": "永安桥路"}),
        ("小柳村六组南京市浦口区永和加油站", {"village": "小柳村", "group": "6组"}),
    ],
)
def test_a_street_before_the_name_of_who_is_there_is_read(
    text: str, expected: dict[str, str]
) -> None:
    found = parse(text).best
    assert expected.items() <= found.to_dict().items()
    assert not found.rest
    assert parse(str(found)).best == found


@pytest.mark.parametrize("text", ["嗯_南京市浦口区永安路3号", "总公司位于南京市浦口区"])
def test_what_names_no_place_before_a_head_stays_unread(text: str) -> None:
    assert "unread" in {one.code for one in parse(text).warnings}


def test_a_name_stands_before_a_telephone_and_not_before_a_bracket() -> None:
    found = parse("永安路(新农合医保定点医院旁)12号").best
    assert (found.get(Level.ROAD), found.get(Level.NUMBER)) == ("永安路", "12号")
    noise = parse("王二13912345678武功县营上村12号").best.noise
    assert [(span.kind, span.text) for span in noise] == [
        ("person", "王二"),
        ("phone", "13912345678"),
    ]


def test_a_bracket_of_a_floor_stays_a_note() -> None:
    found = parse("永安街12号（二层）").best
    assert found.get(Level.FLOOR) is None
    assert [(span.kind, span.text) for span in found.noise] == [("note", "（二层）")]


def test_a_street_is_no_village_of_its_name() -> None:
    found = parse("古城区大研街道五一街文治巷12号").best
    assert (found.get(Level.ROAD), found.get(Level.LANE)) == ("五一街", "文治巷")
    assert found.get(Level.VILLAGE) is None


@pytest.mark.parametrize(
    ("text", "level", "value"),
    [
        ("营上村3-5组", "group", "3至5组"),
        ("营上村2-3队", "group", "2至3队"),
        ("营上村3-5组12号", "group", "3至5组"),
        ("营上村3-1组", "group", "3-1组"),
        ("营上村1-3排5号", "lane", "1-3排"),
    ],
)
def test_a_row_of_groups_is_no_number(text: str, level: str, value: str) -> None:
    best = parse(text).best
    assert best.get(level) == value
    assert best.get("subnumber") is None
    assert parse(str(best)).best == best


@pytest.mark.parametrize(
    ("text", "district", "where"),
    [
        ("武功县人民路电子厂：12号", "武功县", "人民路"),
        ("武功县人民路服务中心：12号", "武功县", "人民路"),
        ("杭州市分公司：西湖区文三路12号", "西湖区", "文三路"),
        ("浙江省杭州市营业部：西湖区文三路12号", "西湖区", "文三路"),
    ],
)
def test_a_title_before_a_colon_names_no_place(text: str, district: str, where: str) -> None:
    best = parse(text).best
    assert (best.get("district"), best.get("road"), best.get("number")) == (
        district,
        where,
        "12号",
    )


def test_brackets_within_brackets_cost_no_more() -> None:
    best = parse("营上村12号(((附近)))").best
    assert [span.kind for span in best.noise] == ["relative"]
    assert parse("(" * 9_000).best.components == ()


@pytest.mark.parametrize(
    ("text", "level", "name"),
    [
        ("双龙大道1539号21世纪现代城53栋", "compound", "21世纪现代城"),
        ("永安街21世纪花园3栋", "compound", "21世纪花园"),
        ("永安街12号2.5产业园3栋", "compound", "2.5产业园"),
        ("永安街1+1大厦12层", "compound", "1+1大厦"),
        ("永安街12号6+1旅店", "landmark", "6+1旅店"),
        ("永安街12号7天酒店", "compound", "7天酒店"),
        ("永安街12号90年代小区3栋", "compound", "90年代小区"),
        ("永安街12号24小时便利店", "landmark", "24小时便利店"),
        ("汉口路12号85度C", "landmark", "85度C"),
        ("永安街12号3D打印店", "landmark", "3D打印店"),
    ],
)
def test_a_count_that_is_a_name_is_no_house(text: str, level: str, name: str) -> None:
    best = parse(text).best
    assert best.get(level) == name
    assert best.get("room") is None
    assert best.get("building") in {None, "3号楼", "53号楼"}


@pytest.mark.parametrize(
    ("text", "number", "building"),
    [("民族路50世纪中心", "50号", None), ("永安街12号2天津小区", "12号", "2号楼")],
)
def test_a_number_before_a_name_stays_one(text: str, number: str, building: str | None) -> None:
    best = parse(text).best
    assert (best.get("number"), best.get("building")) == (number, building)


@pytest.mark.parametrize(
    ("text", "district", "name"),
    [
        ("余姚市场12号", None, "余姚市场"),
        ("余姚市场A区12号", None, "余姚市场A区"),
        ("杭州市场监督管理局", None, "杭州市场"),
        ("浙江省余姚市场12号", "余姚市", "市场"),
        ("浙江省宁波市余姚市场12号", "余姚市", "市场"),
        ("余姚市[场农村]", "余姚市", "场农村"),
    ],
)
def test_a_market_named_after_a_city_keeps_its_word(
    text: str, district: str | None, name: str
) -> None:
    parse("浙江省宁波市余姚市文三路12号")
    best = parse(text).best
    assert best.get("district") == district
    assert (best.get("compound") or best.get("village")) == name
    assert parse(str(best)).best == best


@pytest.mark.parametrize(
    ("text", "district", "town", "road"),
    [
        ("余姚市场西路12号", "余姚市", None, "市场西路"),
        ("富阳市场口镇3号", "富阳区", "场口镇", None),
        ("余姚市场中路12号", "余姚市", None, "场中路"),
    ],
)
def test_a_city_before_a_name_that_begins_with_a_field(
    text: str, district: str, town: str | None, road: str | None
) -> None:
    best = parse(text).best
    assert [best.get(key) for key in ("district", "town", "road")] == [district, town, road]


@pytest.mark.parametrize(
    ("text", "level", "name"),
    [
        ("永安街和平巷12号", "lane", "和平巷"),
        ("永安街12号和平巷", "lane", "和平巷"),
        ("永安街及第巷12号", "lane", "及第巷"),
        ("永安街、至善巷3号", "lane", "至善巷"),
        ("永安街和育才巷", "lane", "育才巷"),
        ("营上村12号和平路", "road", "和平路"),
        ("营上村12号和平东路", "road", "和平东路"),
        ("营上村12号和平里二路", "road", "和平里二路"),
        ("营上村12号和平安路", "road", "平安路"),
        ("营上村12号与平路", "road", "平路"),
        ("营上村12号和金一路", "road", "金一路"),
        ("营上村12号和东二路", "road", "东二路"),
    ],
)
def test_a_name_that_begins_with_and_keeps_it(text: str, level: str, name: str) -> None:
    assert parse(text).best.get(level) == name


@pytest.mark.parametrize(
    ("tail", "number", "sub", "name"),
    [
        ("12号甲、丁香路", "12号", "甲", "丁香路"),
        ("12号甲、乙公司", "12号", "甲", "乙公司"),
        ("12号甲、丙寅公司", "12号", "甲", "丙寅公司"),
        ("12号A、B大厦", "12号", "A", "B大厦"),
        ("12号A、E店", "12号", "A", "E店"),
        ("12号甲、丙、丁字路", "12甲,12丙号", None, "丁字路"),
        ("12号甲、乙铺", "12甲,12乙号", None, None),
    ],
)
def test_a_name_behind_a_mark_is_no_mark(
    tail: str, number: str, sub: str | None, name: str | None
) -> None:
    best = parse(f"永安街{tail}").best
    assert (best.get("number"), best.get("subnumber")) == (number, sub)
    assert name is None or best.components[-1].value == name
    assert parse(str(best)).best == best


@pytest.mark.parametrize("number", ["甲12号甲", "甲12号B"])
def test_a_number_with_two_marks_stays_as_written(number: str) -> None:
    assert parse(f"永安街{number}").best.get("number") == number


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("12号(1)号楼", {"number": "12号", "building": "1号楼"}),
        ("12号(1)栋", {"number": "12号", "building": "1号楼"}),
        ("12号(3)楼", {"number": "12号", "floor": "3层"}),
        ("12号(二)层", {"number": "12号", "floor": "2层"}),
        ("12号(13)室", {"number": "12号", "room": "13室"}),
        ("12号(1)单元", {"number": "12号", "unit": "1单元"}),
        ("12号(24)小时店", {"number": "12号", "landmark": "小时店"}),
        ("12号(1)", {"number": "12号", "subnumber": "附1"}),
        ("3(12)号", {"number": "3号", "subnumber": "附12"}),
        ("12(A)号", {"number": "12号", "subnumber": "A"}),
        ("12(甲)号", {"number": "12号", "subnumber": "甲"}),
        ("12(1)号楼", {"building": "12-1号楼"}),
    ],
)
def test_a_bracket_within_a_number_is_read_by_what_follows(
    number: str, expected: dict[str, str]
) -> None:
    assert parse(f"永安街{number}").best.to_dict() == {"road": "永安街"} | expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a crossing is said right behind a street, and no name goes on behind it
        ("交界村3号", {"village": "交界村", "number": "3号"}),
        ("交界街12号", {"road": "交界街", "number": "12号"}),
        ("交汇小区3栋", {"compound": "交汇小区", "building": "3号楼"}),
        ("永安街与文三路交汇", {"road": "永安街文三路"}),
        # a stroke between numbers that go up is a list, else a sub-number
        ("永安街12/14号", {"road": "永安街", "number": "12,14号"}),
        ("永安街12/14/16号", {"road": "永安街", "number": "12,14,16号"}),
        ("永安街12/1号", {"road": "永安街", "number": "12号", "subnumber": "附1"}),
        # three digits of a shop are its number in the house, as those of a room
        ("永安街12-101铺", {"road": "永安街", "number": "12号", "room": "101室"}),
        ("永安街12-101商铺", {"road": "永安街", "number": "12号", "room": "101室"}),
        ("永安街101-105商铺", {"road": "永安街", "number": "101至105号"}),
        ("16号街区3号", {"compound": "16号街区", "number": "3号"}),
        # a stem belongs to the number before it
        ("永安街12-甲-3号", {"road": "永安街", "number": "12号", "subnumber": "甲附3"}),
        ("永安花园12甲", {"compound": "永安花园", "building": "12甲号楼"}),
        ("永安街12路灯厂", {"road": "永安街", "number": "12号", "landmark": "路灯厂"}),
        ("永安街12路", {"road": "永安街", "number": "12号"}),
        ("永安中学部队", {"compound": "永安中学", "landmark": "部队"}),
    ],
)
def test_what_follows_says_what_it_is(text: str, expected: dict[str, str]) -> None:
    best = parse(text).best
    assert best.to_dict() == expected
    assert parse(str(best)).best == best


@pytest.mark.parametrize(
    "title", ["村部", "镇政府办公室", "区总部", "街道办事处", "西安市雁塔区总公司"]
)
def test_a_title_before_the_head_of_an_address_names_no_place(title: str) -> None:
    best = parse(f"{title}:武功县永安街12号").best
    assert [c.value for c in best.components] == [
        "陕西省", "咸阳市", "武功县", "永安街", "12号"
    ]  # fmt: skip
    assert [(n.kind, n.text) for n in best.noise] == [("label", f"{title}:")]


@pytest.mark.parametrize("number", ["12.5号", "12.13号"])
def test_a_number_with_a_point_is_no_name(number: str) -> None:
    assert [span.text for span in parse(f"永安街{number}").best.rest] == [number]


def test_points_between_numbers_part_them() -> None:
    assert parse("永安街3.5栋").best.to_dict() == {
        "road": "永安街", "number": "3号", "building": "5号楼"
    }  # fmt: skip
