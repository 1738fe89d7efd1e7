"""The division resolver on texts made for one rule each."""

import pytest

from doorplate.address import Level
from doorplate.divisions import Gazetteer
from doorplate.normalize import parse
from doorplate.normalize._resolve import Reading, resolve


def read(text: str, within: str = "") -> tuple[Reading, ...]:
    return resolve(text, 0, Gazetteer.bundled(), within=within)


def path(reading: Reading) -> str:
    return " ".join(part.value for part in reading.parts)


def tail(text: str) -> str:
    return text[read(text)[0].end :]


@pytest.mark.parametrize(
    ("text", "expected", "rest"),
    [
        # complete and short
        ("陕西省咸阳市武功县普集街道营上村3组", "陕西省 咸阳市 武功县 普集街道 营上村", "3组"),
        ("陕西咸阳武功普集街道营上村3组", "陕西省 咸阳市 武功县 普集街道 营上村", "3组"),
        ("上海徐汇区天钥桥路408号", "上海市 徐汇区", "天钥桥路408号"),
        ("内蒙包头昆都仑区林荫路1号", "内蒙古自治区 包头市 昆都仑区", "林荫路1号"),
        ("广西玉林玉州区人民路", "广西壮族自治区 玉林市 玉州区", "人民路"),
        ("恩施州利川市", "湖北省 恩施土家族苗族自治州 利川市", ""),
        # the built-up part of a county is no division, a street of that name is none either
        ("黄岩区城区澄江街道", "浙江省 台州市 黄岩区 澄江街道", ""),
        ("桐庐县其他阆苑路1号", "浙江省 杭州市 桐庐县", "阆苑路1号"),
        ("桐庐县城区路1号", "浙江省 杭州市 桐庐县", "城区路1号"),
        # a town of a county that took over from an old one
        ("杭州市江干区九堡杭海路1号", "浙江省 杭州市 上城区 九堡街道", "杭海路1号"),
        ("镇海骆驼公园南路1号", "浙江省 宁波市 镇海区 骆驼街道", "公园南路1号"),
        ("宁波下应幸福小区", "浙江省 宁波市 鄞州区 下应街道", "幸福小区"),
        # a head that begins again with a province and a town
        ("江苏省徐州市新沂市浙江省昌化镇", "浙江省 杭州市 临安区 昌化镇", ""),
        # a county's short name below its city; a zone bears a name of its own
        ("宁波余姚江南新城", "浙江省 宁波市 余姚市", "江南新城"),
        ("宁波余姚经济开发区", "浙江省 宁波市", "余姚经济开发区"),
        ("银海二区139栋", "", "银海二区139栋"),
        # a town or village in brackets
        ("武功县[普集街道]", "陕西省 咸阳市 武功县 普集街道", "]"),
        ("武功县普集街道[营上村3组]", "陕西省 咸阳市 武功县 普集街道 营上村", "3组]"),
        # the bay of a city is a name, what begins with one in a city lies in it
        ("宁波湾头路12号", "浙江省 宁波市", "湾头路12号"),
        ("漳州湾边村", "福建省 漳州市", "湾边村"),
        ("杭州湾大道5号", "", "杭州湾大道5号"),
        ("杭州湾大街5号", "", "杭州湾大街5号"),
        ("三亚湾路12号", "", "三亚湾路12号"),
        ("深圳湾一号3栋", "", "深圳湾一号3栋"),
        # missing levels are filled
        ("武功县上营村12号", "陕西省 咸阳市 武功县 武功镇 上营村", "12号"),
        ("西湖区文新街道", "浙江省 杭州市 西湖区 文新街道", ""),
        ("杭州市良渚街道文化村", "浙江省 杭州市 余杭区 良渚街道 文化村", ""),
        ("浙江省良渚街道1号", "浙江省 杭州市 余杭区 良渚街道", "1号"),
        # short towns and villages
        ("萧山区新塘霞江村3组", "浙江省 杭州市 萧山区 新塘街道 霞江村", "3组"),
        ("武功县普集街道营上村委会12号", "陕西省 咸阳市 武功县 普集街道 营上村", "12号"),
        ("武功县普集街道营上3组", "陕西省 咸阳市 武功县 普集街道 营上村", "3组"),
        ("武功县普集街道办事处营上村", "陕西省 咸阳市 武功县 普集街道 营上村", ""),
        ("武功县长宁镇田寺村村3组", "陕西省 咸阳市 武功县 长宁镇 田寺村村", "3组"),
        ("武功县长宁镇田寺村村委会", "陕西省 咸阳市 武功县 长宁镇 田寺村村", ""),
        # directly administered, without districts, zones
        ("湖北省仙桃市干河街道", "湖北省 仙桃市 干河街道", ""),
        ("湖北省省直辖县级行政区划仙桃市干河街道", "湖北省 仙桃市 干河街道", ""),
        ("北京市市辖区东城区和平里街道", "北京市 东城区 和平里街道", ""),
        ("广东省东莞市东城街道主山社区", "广东省 东莞市 东城街道 主山社区", ""),
        ("广东中山中山市前进四路", "广东省 中山市", "前进四路"),
        ("甘肃省嘉峪关市新华中路", "甘肃省 嘉峪关市", "新华中路"),
        ("海南海口儋州市中和镇", "海南省 儋州市 中和镇", ""),
        ("苏州工业园区星湖街328号", "江苏省 苏州市 苏州工业园区", "星湖街328号"),
        ("重庆市两江新区", "重庆市 两江新区", ""),
        # repeated, out of order, behind labels
        ("重庆重庆大足区中国重庆重庆大足区双塔路", "重庆市 大足区", "双塔路"),
        ("牟平区中国山东烟台牟平区雷神庙", "山东省 烟台市 牟平区", "雷神庙"),
        ("山东青岛市北区中国山东青岛市北区威海路", "山东省 青岛市 市北区", "威海路"),
        ("收货地址浙江省杭州市西湖区文三路", "浙江省 杭州市 西湖区", "文三路"),
        ("宁波市江北区中国浙江省金华市兰溪市", "浙江省 金华市 兰溪市", ""),
        (
            "内蒙古呼和浩特赛罕区治区呼和浩特市赛罕区大学路",
            "内蒙古自治区 呼和浩特市 赛罕区",
            "大学路",
        ),
        # a road after a name vetoes it, a longer name does not
        ("南京西路1266号", "", "南京西路1266号"),
        ("四川北路1号", "", "四川北路1号"),
        ("西区大道1号", "", "西区大道1号"),
        ("上海市四川北路1号", "上海市", "四川北路1号"),
        ("北京市朝阳门外大街", "北京市", "朝阳门外大街"),
        ("西安市长安南路", "陕西省 西安市", "长安南路"),
        ("哈尔滨道外区南头道街", "黑龙江省 哈尔滨市 道外区", "南头道街"),
        ("邵阳县长乐乡", "湖南省 邵阳市 邵阳县 长乐乡", ""),
        ("杭州市西湖区西湖文化广场", "浙江省 杭州市 西湖区", "西湖文化广场"),
        ("重庆市沙坪坝区小龙坎新街1号", "重庆市 沙坪坝区", "小龙坎新街1号"),
        # old names
        ("上海市闸北区共和新路1号", "上海市 静安区", "共和新路1号"),
        ("武功县普集镇营上村", "陕西省 咸阳市 武功县 普集街道 营上村", ""),
        ("山东青岛即墨市鹤山路939号", "山东省 青岛市 即墨区", "鹤山路939号"),
        ("湖北襄樊谷城县石花镇", "湖北省 襄阳市 谷城县 石花镇", ""),
        ("安徽六安寿县寿春镇", "安徽省 淮南市 寿县 寿春镇", ""),
        ("吉林四平公主岭市", "吉林省 长春市 公主岭市", ""),
        ("杭州市江干区九堡街道", "浙江省 杭州市 上城区 九堡街道", ""),
        ("杭州市江干区白杨街道", "浙江省 杭州市 钱塘区 白杨街道", ""),
        ("杭州市江干区凤起东路", "浙江省 杭州市 江干区", "凤起东路"),
        ("杭州市余杭区临平街道", "浙江省 杭州市 临平区 临平街道", ""),
        ("天津塘沽区新港街道", "天津市 滨海新区 新港街道", ""),
        # one wrong character, held by what stands around it
        ("武攻县普集街道营上村", "陕西省 咸阳市 武功县 普集街道 营上村", ""),
        ("杭州市西糊区文三路", "浙江省 杭州市 西湖区", "文三路"),
        ("武功县普极街道营上村", "陕西省 咸阳市 武功县 普集街道 营上村", ""),
        ("武攻县人民路", "", "武攻县人民路"),
        ("西安市老城区解放路", "陕西省 西安市", "老城区解放路"),
        # nobody lists it
        ("武功县梦里镇3号", "陕西省 咸阳市 武功县 梦里镇", "3号"),
        ("梦里街道幸福路", "梦里街道", "幸福路"),
        ("武功县罗家村镇清水村3号", "陕西省 咸阳市 武功县 罗家村镇", "清水村3号"),
        ("咸阳市梦里县桃园镇3号", "陕西省 咸阳市 梦里县 桃园镇", "3号"),
        ("梦里县桃园镇清水村3号", "梦里县 桃园镇", "清水村3号"),
        ("咸阳市梦里县城东街3号", "陕西省 咸阳市", "梦里县城东街3号"),
        ("北苑春晗路14号", "北苑", "春晗路14号"),
        ("阳光花园3幢", "", "阳光花园3幢"),
        ("", "", ""),
        # Taiwan, in simplified script
        ("台湾省澎湖县马公市中央里", "台湾省 澎湖县 马公市", "中央里"),
        ("新竹市东区光复路", "台湾省 新竹市 东区", "光复路"),
    ],
)
def test_one_reading(text: str, expected: str, rest: str) -> None:
    readings = read(text)
    assert [path(r) for r in readings] == [expected]
    assert tail(text) == rest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "鼓楼区中山北路200号",
            {
                "江苏省 南京市 鼓楼区",
                "江苏省 徐州市 鼓楼区",
                "福建省 福州市 鼓楼区",
                "河南省 开封市 鼓楼区",
            },
        ),
        (
            "武功县凹里村5号",
            {
                "陕西省 咸阳市 武功县 普集街道 凹里村",
                "陕西省 咸阳市 武功县 苏坊镇 凹里村",
            },
        ),
        ("朝阳区建国路", {"北京市 朝阳区", "吉林省 长春市 朝阳区"}),
    ],
)
def test_what_the_text_leaves_open_stays_open(text: str, expected: set[str]) -> None:
    readings = read(text)
    assert {path(r) for r in readings} == expected
    assert len({r.score for r in readings}) == 1


def test_offsets_point_at_what_was_written_last() -> None:
    text = "浙江杭州余杭区中国浙江省杭州市余杭区闲林街道五常大道"
    (reading,) = read(text)
    assert [text[p.start : p.end] for p in reading.parts] == [
        "浙江省",
        "杭州市",
        "余杭区",
        "闲林街道",
    ]
    assert [(s.kind, text[s.start : s.end]) for s in reading.skipped] == [
        ("repeat", "浙江"),
        ("repeat", "杭州"),
        ("repeat", "余杭区"),
        ("country", "中国"),
    ]


def test_what_was_filled_in_says_from_what() -> None:
    (reading,) = read("武功县上营村12号")
    filled = [p.value for p in reading.parts if p.start < 0]
    assert filled == ["陕西省", "咸阳市", "武功镇"]
    assert [r.zh for r in reading.reasons] == ["由武功县补出陕西省咸阳市", "由上营村补出武功镇"]
    assert reading.warnings == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("上海市闸北区共和新路", "闸北区是旧名（至 2015），今为静安区"),
        ("武功县普集镇营上村", "今名普集街道"),
        ("武攻县普集街道营上村", "疑有错字，按上下级更正为武功县"),
        ("武功县普集街道营山村8号", "普集街道没有营山村，相近的有营上村、营西村、营南村"),
        ("武功县普集街道梦里村8号", "普集街道没有梦里村"),
        ("武功县梦里镇8号", "区划库中没有梦里镇"),
        ("杭州市江干区凤起东路", "江干区是旧名"),
        ("海南海口儋州市中和镇", "中和镇不属于海口市"),
        ("宁波市江北区浙江省金华市兰溪市", "前面写的是江北区，后面写的是兰溪市"),
    ],
)
def test_warnings(text: str, words: str) -> None:
    (reading,) = read(text)
    assert any(words in w.zh for w in reading.warnings)
    assert all(w.en.isascii() or w.en for w in reading.warnings)
    assert reading.score < 1


def test_an_unknown_village_is_never_corrected_but_its_neighbours_are_listed() -> None:
    (reading,) = read("武功县普集街道营山村8号")
    assert path(reading).endswith("营山村")
    assert reading.parts[-1].code == ""
    assert [s.value for s in reading.suggestions] == ["营上村", "营西村", "营南村"]


def test_a_village_of_another_town_is_no_village_of_this_one() -> None:
    (reading,) = read("武功县普集街道上营村8号")
    assert reading.parts[-1].code == ""


@pytest.mark.parametrize(
    ("text", "village", "listed"),
    [
        ("大关县悦乐镇悦乐社区3组", "悦乐社区", "悦乐村"),
        ("大关县悦乐镇悦乐居委会", "悦乐居委会", "悦乐村"),
        ("大关县悦乐社区文三路5号", "悦乐社区", "悦乐村"),
    ],
)
def test_a_community_is_no_village_of_its_name(text: str, village: str, listed: str) -> None:
    parsed = parse(text)
    assert parsed.best.get(Level.VILLAGE) == village
    assert parsed.best.get(Level.TOWN) == "悦乐镇"
    unknown = [warning for warning in parsed.warnings if warning.code == "unknown"]
    assert len(unknown) == 1
    assert listed in unknown[0].text.zh
    assert text[slice(*unknown[0].span)] == village


def test_a_village_of_the_written_kind_wins() -> None:
    assert path(read("悦乐镇悦乐社区")[0]).startswith("甘肃省 庆阳市 华池县")
    for name in ("悦乐村", "悦乐村委会", "悦乐行政村"):
        assert not parse(f"云南省昭通市大关县悦乐镇{name}").warnings


def test_known_names_win_over_unknown_ones() -> None:
    readings = read("普集街道营上村8号")
    assert [path(r) for r in readings] == ["陕西省 咸阳市 武功县 普集街道 营上村"]


def test_what_is_known_from_elsewhere_narrows_the_reading() -> None:
    (reading,) = read("营上村3组12号", within="610431")
    assert path(reading) == "陕西省 咸阳市 武功县 普集街道 营上村"
    assert [p.start for p in reading.parts] == [-1, -1, -1, -1, 0]
    (town,) = read("鼓楼区1号", within="3201")
    assert path(town) == "江苏省 南京市 鼓楼区"


def test_reading_may_begin_later() -> None:
    text = "地址:武功县普集街道"
    (reading,) = resolve(text, 3, Gazetteer.bundled())
    assert [text[p.start : p.end] for p in reading.parts if p.start >= 0] == [
        "武功县",
        "普集街道",
    ]


def test_codes_go_down_to_the_village() -> None:
    (reading,) = read("武功县普集街道营上村")
    assert [p.code for p in reading.parts] == [
        "61",
        "6104",
        "610431",
        "610431001",
        "610431001203",
    ]
    assert reading.parts[-1].level is Level.VILLAGE


def test_the_users_own_places_are_read() -> None:
    rows = [
        {"district": "武功县", "town": "普集街道", "village": "新营村"},
        {"district": "武功县", "town": "梦里镇", "village": "梦村"},
        {"province": "梦省", "city": "一市"},
    ]
    mine = Gazetteer.bundled().with_places(rows)
    assert path(resolve("武功县新营村3号", 0, mine)[0]).endswith("普集街道 新营村")
    assert path(resolve("武功县梦里镇梦村3号", 0, mine)[0]).endswith("梦里镇 梦村")
    assert path(resolve("梦省一市3号", 0, mine)[0]) == "梦省 一市"
    assert resolve("武功县新营村3号", 0, mine)[0].parts[-1].code == "610431001+新营村"


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("义乌市廿山里街道葛塘村", "廿三里街道"),
        ("南京市江宁区横西街道", "横溪街道"),
        ("淳安县鸿坑乡乳洞村", "鸠坑乡"),
        ("杭州市萧山区党山镇八里桥村", "党山镇"),
        ("民权县城关镇", "城关镇"),
        ("洞口县洞口镇", "洞口镇"),
        ("平遥县王家庄乡", "王家庄乡"),
    ],
)
def test_only_what_sounds_or_looks_alike_is_a_slip(text: str, town: str) -> None:
    (reading, *_) = resolve(text, 0, Gazetteer.bundled())
    assert [p.value for p in reading.parts if p.level is Level.TOWN] == [town]


def test_a_zone_that_many_cities_have_is_no_slip_for_a_county() -> None:
    (reading,) = resolve("西安市高新区", 0, Gazetteer.bundled())
    assert [p.value for p in reading.parts] == ["陕西省", "西安市"]
