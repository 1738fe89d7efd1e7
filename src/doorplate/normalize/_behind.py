"""What behind a name of a division says that it is part of another: a street, an estate."""

import re

from doorplate.address import FIELDS, Level

SIDE = r"[东西南北中新老前后上下内外正环一二三四五六七八九十0-9]{0,3}"
PLAIN_ROAD = re.compile(
    SIDE + r"(?:大?街|大?道|公?路|巷|弄|胡同|门[内外东南西北]{0,2}(?:大?街|路|桥))"
)
"""朝阳门北大街 is a street of Beijing; 北京门头沟区 begins with its city."""
NAMESAKE = re.compile(
    r"[一-鿿]{0,4}大学(?![路街城生])|湾(?![^\W\d大东南西北中](?:[村路街镇乡里]|社区))|银行|(?:大厦|大楼|饭店|宾馆|大?酒店|商场)(?![路街])"
    r"|市场(?![东南西北中]?[路街])"
)
"""安徽大学, 北京林业大学, 杭州湾, 杭州大厦: named after a place, and a name as a whole.

宁波湾头路 is none: a street or village is named by 湾 and one more.
"""
_OF_A_MARKET = f"(?!{'|'.join(FIELDS)})场"
OF_A_MARKET = re.compile(f"(?<=市){_OF_A_MARKET}")
"""余姚市场 is a market at 余姚, and not 场 in 余姚市."""
ROAD_OR_ZONE = re.compile(
    SIDE + r"(?:大?街|大?道|公?路|巷|弄|胡同|开发区|经济|高新|工业|产业|园区|新区)"
)
ROAD = re.compile(
    SIDE + r"(?:大?街|大?道|公?路|巷|弄|胡同|里|村|门|江|湖|河|港|站|大厦|大楼|广场"
    r"|公园(?![东南西北中]?路)|医院|大学|中学|小学|学院|机场|宾馆|酒店|大酒店|花园|花苑|小区|新村|家园|饭店|银行"
    r"|集团|公司|有限|工业|开发区|经济|高新|产业|园区)"
)
UNDERTAKING = re.compile("农场|林场|牧场|茶场|林业局|垦殖场|煤矿|矿(?![山业务泉产大])|军")
"""克山农场, 谢桥矿, 解放军: named after the county or town, and no part of it."""
TOWN_ROAD = re.compile(SIDE + r"(?:庄(?=[0-9])|条|桥|山|海|城(?!关)|农场|区|商)")
ONE_WORD = re.compile(
    r"[一-鿿]?(?:路|街|苑|园|轩|居|阁|庄|人家)|[东西南北中]?[一二三四五六七八九十0-9]区|新区|商务|世纪"
    r"|市场(?![东南西北中]?[路街])"
)
NAMED_ROAD = re.compile(
    r"(?:大街|大道|路|街(?!道)|巷|弄|胡同|高速|公路)(?![一-鿿]{1,3}[镇乡村])"
)
STREET = re.compile(
    r"(?:[一-鿿]{2,5}?|[0-9]{1,3}号?)(?:大街|大道|公路|路|街|巷|弄|社区)|[0-9]{1,3}号大"
    r"|[一-鿿]{1,4}?村"
)
NUMBERED_ROAD = re.compile(r"[一二三四五六七八九十]马路")
"""建设六马路 is one name."""
FOREIGN = re.compile("[A-Z]{2}")
"""建外SOHO is one name, not in 建外街道."""
AT_A_GATE = re.compile("(?<=门)[内外]")
"""东直门外香河园路 lies outside of a gate, not in the town named after it."""
CUT_SHORT = re.compile(
    r"(?![东南西北中新老前后上下内外正环横直大小经纬华远江河湖山广海浦岭])[一-鿿]"
    r"(?:[东南西北中一二三四五六七八九十]{1,2}(?:大?街|大?道|路|村|巷)|巷|社区)"
)
"""清水亭东路, 万家丽中路: what would be left of the name is no street's."""
STREET_ENDINGS = frozenset("路街道巷")
OF_A_STREET = re.compile(r"[路街道巷弄区]$")
SAME_NAME = (ROAD, TOWN_ROAD, re.compile(r"[一-鿿]村|环(?!城)"))
"""What makes one name of a town's stem and what follows: 二里头村 is a village."""
NAME_ENDS = frozenset("路街巷弄村号")
"""鄯阳街朔城区: what ends so is no stray stretch before a division that is named again."""
ESTATE = re.compile(r"[一-鿿]{2,6}?(?:小区|花园|公寓|家园|新村|大厦|宿舍|工业区|园区)")
MARKET = re.compile(r"[一-鿿]{0,4}(?:市场|商城|大厦|工业园)|[0-9一二三四五六七八九十]+区")
DESIGNATOR = re.compile(f"[省县区州盟旗镇乡]|市(?!{_OF_A_MARKET})")
CUT_FROM = (frozenset("省市县区州旗"), frozenset("省市县区州旗镇乡街道"))
"""Designators at which no slip of the pen is looked for: above the town, and in one."""
RETYPED = {
    Level.DISTRICT: re.compile(r"(?:[县市区]|新区)(?![场民政内域委])"),
    Level.TOWN: re.compile(r"街道办事处|街道办|街道|镇|乡|办事处"),
}
OF_AN_OFFICE = re.compile(
    r"[一-鿿]{1,5}?(?:村(?![路街])|(?<![一-鿿]{4})社区|居委)"
    r"|(?![与和及]|[东南西北中]路|[一二三四五六七八九十]{1,3}路)[一-鿿]{2,5}?(?:路(?!口)|大道)"
)
"""大石街植村, 大石街大涌路: the street office stands before a village or street, no street."""
COMMITTEE = re.compile("社区(?!卫生|服务|医)|居委会|居民委员会|村委会|村民委员会")
"""普集社区 is named after its town, as the town would be with its word."""
OFFICE = re.compile(r"办事处|办(?!公)")
STREET_OFFICE = re.compile("(?<=街道)办(?:事处)?$")
"""新华街道办事处 sits in 新华街道."""
UNLISTED = re.compile(
    r"((?:[^\W\d路街道巷弄号市区县村镇乡省园]|[村园路区](?=街道|[镇乡])){1,5}?)"
    r"(街道办事处|街道办|街道|(?<!小)镇|乡(?!规划|建设|结合|村(?:$|[0-9 ,|])))"
    r"(?![路街道]|大道|镇(?![一-鿿]{1,2}[路街巷])|里[0-9]+邻)"
)
UNLISTED_COUNTY = re.compile(
    r"[^\W\d路街道巷弄号市区县村镇乡省园]{2,4}县(?![城委政府前后左右医中人民道级]|[东西南北]?[门关街路])"
)
