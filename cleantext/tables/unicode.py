"""Character classes from the Unicode Character Database. Generated: do not edit.

Generator: training/unicode_tables.py
Source: Unicode Character Database 18.0.0, through unicodedata2 and regex
Licence: Unicode License v3, see NOTICE

Each value is the inside of a character class of a regular expression.
"""

VERSION = "18.0.0"

#: What normalization form C may change: NFC_Quick_Check is not Yes, or the combining class is not 0.
NFC_SENSITIVE = (
    r"\u0300-\u034e\u0350-\u036f\u0374\u037e\u0387\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2"
    r"\u05c4\u05c5\u05c7-\u05c9\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7"
    r"\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u07eb-\u07f3\u07fd\u0816-\u0819\u081b-\u0823"
    r"\u0825-\u0827\u0829-\u082d\u0859-\u085b\u0897-\u089f\u08ca-\u08e1\u08e3-\u08ff\u093c\u094d"
    r"\u0951-\u0954\u0958-\u095f\u09bc\u09be\u09cd\u09d7\u09dc\u09dd\u09df\u09fe\u0a33\u0a36"
    r"\u0a3c\u0a4d\u0a59-\u0a5b\u0a5e\u0abc\u0acd\u0b3c\u0b3e\u0b4d\u0b56\u0b57\u0b5c\u0b5d"
    r"\u0bbe\u0bcd\u0bd7\u0c3c\u0c4d\u0c55\u0c56\u0cbc\u0cc2\u0ccd\u0cd5\u0cd6\u0d3b\u0d3c\u0d3e"
    r"\u0d4d\u0d57\u0dca\u0dcf\u0ddf\u0e38-\u0e3a\u0e48-\u0e4b\u0eb8-\u0eba\u0ec8-\u0ecb\u0f18"
    r"\u0f19\u0f35\u0f37\u0f39\u0f43\u0f4d\u0f52\u0f57\u0f5c\u0f69\u0f71-\u0f76\u0f78"
    r"\u0f7a-\u0f7d\u0f80-\u0f84\u0f86\u0f87\u0f93\u0f9d\u0fa2\u0fa7\u0fac\u0fb9\u0fc6\u102e"
    r"\u1037\u1039\u103a\u108d\u1161-\u1175\u11a8-\u11c2\u135d-\u135f\u1714\u1715\u1734\u17d2"
    r"\u17dd\u18a9\u1939-\u193b\u1a17\u1a18\u1a60\u1a75-\u1a7c\u1a7f\u1ab0-\u1abd\u1abf-\u1af0"
    r"\u1b34\u1b35\u1b44\u1b6b-\u1b73\u1baa\u1bab\u1be6\u1bf2\u1bf3\u1c37\u1cd0-\u1cd2"
    r"\u1cd4-\u1ce0\u1ce2-\u1ce8\u1ced\u1cf4\u1cf8\u1cf9\u1dc0-\u1dff\u1f71\u1f73\u1f75\u1f77"
    r"\u1f79\u1f7b\u1f7d\u1fbb\u1fbe\u1fc9\u1fcb\u1fd3\u1fdb\u1fe3\u1feb\u1fee\u1fef\u1ff9\u1ffb"
    r"\u1ffd\u2000\u2001\u20d0-\u20dc\u20e1\u20e5-\u20f0\u2126\u212a\u212b\u2329\u232a\u2adc"
    r"\u2cef-\u2cf1\u2d7f\u2de0-\u2dff\u302a-\u302f\u3099\u309a\ua66f\ua674-\ua67d\ua69e\ua69f"
    r"\ua6f0\ua6f1\ua806\ua82c\ua8c4\ua8e0-\ua8f1\ua92b-\ua92d\ua953\ua9b3\ua9c0\uaab0"
    r"\uaab2-\uaab4\uaab7\uaab8\uaabe\uaabf\uaac1\uaaf6\uabed\uf900-\ufa0d\ufa10\ufa12"
    r"\ufa15-\ufa1e\ufa20\ufa22\ufa25\ufa26\ufa2a-\ufa6d\ufa70-\ufad9\ufb1d-\ufb1f\ufb2a-\ufb36"
    r"\ufb38-\ufb3c\ufb3e\ufb40\ufb41\ufb43\ufb44\ufb46-\ufb4e\ufe20-\ufe2f\U000101fd\U000102e0"
    r"\U00010376-\U0001037a\U00010a0d\U00010a0f\U00010a38-\U00010a3a\U00010a3f\U00010ae5"
    r"\U00010ae6\U00010d24-\U00010d27\U00010d69-\U00010d6d\U00010eab\U00010eac"
    r"\U00010ecb-\U00010ecf\U00010ef0-\U00010efb\U00010efd-\U00010eff\U00010f46-\U00010f50"
    r"\U00010f82-\U00010f85\U00011046\U00011070\U0001107f\U000110b9\U000110ba"
    r"\U00011100-\U00011102\U00011127\U00011133\U00011134\U00011173\U000111c0\U000111ca"
    r"\U00011235\U00011236\U000112e9\U000112ea\U0001133b\U0001133c\U0001133e\U0001134d\U00011357"
    r"\U00011366-\U0001136c\U00011370-\U00011374\U000113b8\U000113bb\U000113c2\U000113c9"
    r"\U000113ce-\U000113d0\U00011442\U00011446\U0001145e\U000114b0\U000114ba\U000114bd"
    r"\U000114c2\U000114c3\U000115af\U000115bf\U000115c0\U0001163f\U000116b6\U000116b7\U0001172b"
    r"\U00011839\U0001183a\U00011930\U0001193d\U0001193e\U00011943\U000119e0\U00011a34\U00011a47"
    r"\U00011a99\U00011c3f\U00011d42\U00011d44\U00011d45\U00011d97\U00011f41\U00011f42"
    r"\U0001611e-\U00016120\U00016129\U0001612f\U00016af0-\U00016af4\U00016b30-\U00016b36"
    r"\U00016d67\U00016ff0\U00016ff1\U0001bc9e\U0001d127\U0001d128\U0001d15e-\U0001d169"
    r"\U0001d16d-\U0001d172\U0001d17b-\U0001d182\U0001d185-\U0001d18b\U0001d1aa-\U0001d1ad"
    r"\U0001d1bb-\U0001d1c0\U0001d242-\U0001d244\U0001d250-\U0001d252\U0001d25b\U0001d25c"
    r"\U0001d25f\U0001d280\U0001d281\U0001e000-\U0001e006\U0001e008-\U0001e018"
    r"\U0001e01b-\U0001e021\U0001e023\U0001e024\U0001e026-\U0001e02a\U0001e08f"
    r"\U0001e130-\U0001e136\U0001e2ae\U0001e2ec-\U0001e2ef\U0001e4ec-\U0001e4ef\U0001e5ee"
    r"\U0001e5ef\U0001e6e3\U0001e6e6\U0001e6ee\U0001e6ef\U0001e6f5\U0001e8d0-\U0001e8d6"
    r"\U0001e944-\U0001e94a\U0002f800-\U0002fa1d"
)

#: NFC_Quick_Check is No; this and what follows beyond U+FFFF by whole blocks.
NFC_NEVER = (
    r"\u0340\u0341\u0343\u0344\u0374\u037e\u0387\u0958-\u095f\u09dc\u09dd\u09df\u0a33\u0a36"
    r"\u0a59-\u0a5b\u0a5e\u0b5c\u0b5d\u0f43\u0f4d\u0f52\u0f57\u0f5c\u0f69\u0f73\u0f75\u0f76"
    r"\u0f78\u0f81\u0f93\u0f9d\u0fa2\u0fa7\u0fac\u0fb9\u1f71\u1f73\u1f75\u1f77\u1f79\u1f7b\u1f7d"
    r"\u1fbb\u1fbe\u1fc9\u1fcb\u1fd3\u1fdb\u1fe3\u1feb\u1fee\u1fef\u1ff9\u1ffb\u1ffd\u2000\u2001"
    r"\u2126\u212a\u212b\u2329\u232a\u2adc\uf900-\ufa0d\ufa10\ufa12\ufa15-\ufa1e\ufa20\ufa22"
    r"\ufa25\ufa26\ufa2a-\ufa6d\ufa70-\ufad9\ufb1d\ufb1f\ufb2a-\ufb36\ufb38-\ufb3c\ufb3e\ufb40"
    r"\ufb41\ufb43\ufb44\ufb46-\ufb4e\U0001d000-\U0001dfff\U0002f000-\U0002ffff"
)

#: Marks that many languages write on what they do not compose with.
NFC_TONES = (
    r"\u0300\u0301\u0303\u0304\u0308\u030c"
)

#: What composes with one of NFC_TONES behind it.
NFC_TONE_BASES = (
    r"AC-EG-IK-PR-Zac-eg-pr-z\u00a8\u00c2\u00c4-\u00c7\u00ca\u00cf\u00d4-\u00d6\u00d8\u00dc"
    r"\u00e2\u00e4-\u00e7\u00ea\u00ef\u00f4-\u00f6\u00f8\u00fc\u0102\u0103\u0112\u0113\u014c"
    r"\u014d\u0168-\u016b\u01a0\u01a1\u01af\u01b0\u01b7\u01ea\u01eb\u0226\u0227\u022e\u022f"
    r"\u0292\u0391\u0395\u0397\u0399\u039f\u03a5\u03a9\u03b1\u03b5\u03b7\u03b9\u03bf\u03c5"
    r"\u03c9-\u03cb\u03d2\u0406\u0410\u0413\u0415-\u0418\u041a\u041e\u0423\u0427\u042b\u042d"
    r"\u0430\u0433\u0435-\u0438\u043a\u043e\u0443\u0447\u044b\u044d\u0456\u04d8\u04d9\u04e8"
    r"\u04e9\u1e36\u1e37\u1e5a\u1e5b\u1f00\u1f01\u1f08\u1f09\u1f10\u1f11\u1f18\u1f19\u1f20\u1f21"
    r"\u1f28\u1f29\u1f30\u1f31\u1f38\u1f39\u1f40\u1f41\u1f48\u1f49\u1f50\u1f51\u1f59\u1f60\u1f61"
    r"\u1f68\u1f69\u1f80\u1f81\u1f88\u1f89\u1f90\u1f91\u1f98\u1f99\u1fa0\u1fa1\u1fa8\u1fa9\u1fb3"
    r"\u1fbc\u1fbf\u1fc3\u1fcc\u1ff3\u1ffc\u1ffe"
)

#: Any other character that composes with one before it.
NFC_SECONDS = (
    r"\u0302\u0306\u0307\u0309-\u030b\u030f\u0311\u0313\u0314\u031b\u0323-\u0328\u032d\u032e"
    r"\u0330\u0331\u0338\u0342\u0345\u0653-\u0655\u093c\u09be\u09d7\u0b3e\u0b56\u0b57\u0bbe"
    r"\u0bd7\u0c56\u0cc2\u0cd5\u0cd6\u0d3e\u0d57\u0dca\u0dcf\u0ddf\u102e\u1161-\u1175"
    r"\u11a8-\u11c2\u1b35\u3099\u309a\U00011000-\U00011fff\U00016000-\U00016fff"
)

#: What composes with one of NFC_SECONDS behind it.
NFC_BASES = (
    r"\u003c-\u003eA-PR-Za-pr-z\u00a8\u00c0-\u00c5\u00c8-\u00cf\u00d1-\u00d6\u00d9-\u00dd"
    r"\u00e0-\u00e5\u00e8-\u00ef\u00f1-\u00f6\u00f9-\u00fd\u00ff-\u0103\u0106-\u010f"
    r"\u0112-\u0117\u011a-\u0121\u0124\u0125\u0128-\u012d\u0130\u0139\u013a\u013d\u013e\u0143"
    r"\u0144\u0147\u0148\u014c-\u0151\u0154\u0155\u0158-\u015d\u0160\u0161\u0164\u0165"
    r"\u0168-\u0171\u0174-\u017f\u01a0\u01a1\u01af\u01b0\u01cd-\u01dc\u01de-\u01e1\u01e6-\u01e9"
    r"\u01f4\u01f5\u01f8-\u01fb\u0200-\u021b\u021e\u021f\u0226-\u0233\u0391\u0395\u0397\u0399"
    r"\u039f\u03a1\u03a5\u03a9\u03ac\u03ae\u03b1\u03b5\u03b7\u03b9\u03bf\u03c1\u03c5"
    r"\u03c9-\u03cb\u03ce\u0410\u0415\u0416\u0418\u0423\u0430\u0435\u0436\u0438\u0443\u0474"
    r"\u0475\u0622\u0623\u0627\u0648\u064a\u06c1\u06d2\u06d5\u0928\u0930\u0933\u09c7\u0b47\u0b92"
    r"\u0bc6\u0bc7\u0c46\u0cbf\u0cc6\u0cca\u0d46\u0d47\u0dd9\u0ddc\u1025\u1100-\u1112\u1b05"
    r"\u1b07\u1b09\u1b0b\u1b0d\u1b11\u1b3a\u1b3c\u1b3e\u1b3f\u1b42\u1e00-\u1e03\u1e0a-\u1e0f"
    r"\u1e12-\u1e1b\u1e20-\u1e27\u1e2a-\u1e41\u1e44-\u1e53\u1e58-\u1e7d\u1e80-\u1e87"
    r"\u1e8e-\u1e91\u1e96-\u1e99\u1ea0-\u1ef3\u1ef6-\u1ef9\u1f00-\u1f0f\u1f20-\u1f31\u1f38\u1f39"
    r"\u1f50\u1f51\u1f59\u1f60-\u1f70\u1f74\u1f7c\u1f80\u1f81\u1f88\u1f89\u1f90\u1f91\u1f98"
    r"\u1f99\u1fa0\u1fa1\u1fa8\u1fa9\u1fb3\u1fb6\u1fbc\u1fbf\u1fc3\u1fc6\u1fcc\u1ff3\u1ff6\u1ffc"
    r"\u1ffe\u2190\u2192\u2194\u21d0\u21d2\u21d4\u2203\u2208\u220b\u2223\u2225\u223c\u2243\u2245"
    r"\u2248\u224d\u2261\u2264\u2265\u2272\u2273\u2276\u2277\u227a-\u227d\u2282\u2283\u2286"
    r"\u2287\u2291\u2292\u22a2\u22a8\u22a9\u22ab\u22b2-\u22b5\u3046\u304b\u304d\u304f\u3051"
    r"\u3053\u3055\u3057\u3059\u305b\u305d\u305f\u3061\u3064\u3066\u3068\u306f\u3072\u3075\u3078"
    r"\u307b\u309d\u30a6\u30ab\u30ad\u30af\u30b1\u30b3\u30b5\u30b7\u30b9\u30bb\u30bd\u30bf\u30c1"
    r"\u30c4\u30c6\u30c8\u30cf\u30d2\u30d5\u30d8\u30db\u30ef-\u30f2\u30fd\uac00-\ud7a3"
    r"\U00010000-\U00011fff\U00016000-\U00016fff"
)

#: What composes, over other marks, with a character before it.
NFC_SECOND_MARKS = (
    r"\u0300-\u0304\u0306-\u030c\u030f\u0311\u0313\u0314\u031b\u0323-\u0328\u032d\u032e\u0330"
    r"\u0331\u0338\u0342\u0345\u0653-\u0655\u093c\u0c56\u0dca\u3099\u309a\U00011000-\U00011fff"
)

#: Combining class 1 to 6.
NFC_OVERLAYS = (
    r"\u0334-\u0338\u1cd4\u1ce2-\u1ce8\u20d2\u20d3\u20d8-\u20da\u20e5\u20e6\u20ea\u20eb"
    r"\U00010000-\U00010fff\U00016000-\U00016fff\U0001b000-\U0001bfff\U0001d000-\U0001dfff"
)

#: Combining class 7.
NFC_NUKTAS = (
    r"\u093c\u09bc\u0a3c\u0abc\u0b3c\u0c3c\u0cbc\u1037\u1b34\u1be6\u1c37\ua9b3"
    r"\U00011000-\U00011fff\U0001e000-\U0001efff"
)

#: Combining class 8.
NFC_KANA = (
    r"\u3099\u309a"
)

#: Combining class 9.
NFC_VIRAMAS = (
    r"\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d3b\u0d3c\u0d4d\u0dca\u0e3a\u0eba\u0f84"
    r"\u1039\u103a\u1714\u1715\u1734\u17d2\u1a60\u1b44\u1baa\u1bab\u1bf2\u1bf3\u2d7f\ua806\ua82c"
    r"\ua8c4\ua953\ua9c0\uaaf6\uabed\U00010000-\U00011fff\U00016000-\U00016fff"
)

#: Combining class 10 to 199.
NFC_POINTS = (
    r"\u05b0-\u05bd\u05bf\u05c1\u05c2\u05c7-\u05c9\u0618-\u061a\u064b-\u0652\u0670\u0711"
    r"\u08f0-\u08f2\u0c55\u0c56\u0e38\u0e39\u0e48-\u0e4b\u0eb8\u0eb9\u0ec8-\u0ecb\u0f71\u0f72"
    r"\u0f74\u0f7a-\u0f7d\u0f80\ufb1e"
)

#: Combining class 200 and above.
NFC_MARKS = (
    r"\u0300-\u0333\u0339-\u034e\u0350-\u036f\u0483-\u0487\u0591-\u05af\u05c4\u05c5\u0610-\u0617"
    r"\u0653-\u065f\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0730-\u074a\u07eb-\u07f3"
    r"\u07fd\u0816-\u0819\u081b-\u0823\u0825-\u0827\u0829-\u082d\u0859-\u085b\u0897-\u089f"
    r"\u08ca-\u08e1\u08e3-\u08ef\u08f3-\u08ff\u0951-\u0954\u09fe\u0f18\u0f19\u0f35\u0f37\u0f39"
    r"\u0f82\u0f83\u0f86\u0f87\u0fc6\u108d\u135d-\u135f\u17dd\u18a9\u1939-\u193b\u1a17\u1a18"
    r"\u1a75-\u1a7c\u1a7f\u1ab0-\u1abd\u1abf-\u1af0\u1b6b-\u1b73\u1cd0-\u1cd2\u1cd5-\u1ce0\u1ced"
    r"\u1cf4\u1cf8\u1cf9\u1dc0-\u1dff\u20d0\u20d1\u20d4-\u20d7\u20db\u20dc\u20e1\u20e7-\u20e9"
    r"\u20ec-\u20f0\u2cef-\u2cf1\u2de0-\u2dff\u302a-\u302f\ua66f\ua674-\ua67d\ua69e\ua69f\ua6f0"
    r"\ua6f1\ua8e0-\ua8f1\ua92b-\ua92d\uaab0\uaab2-\uaab4\uaab7\uaab8\uaabe\uaabf\uaac1"
    r"\ufe20-\ufe2f\U00010000-\U00011fff\U00016000-\U00016fff\U0001d000-\U0001efff"
)

#: Emoji or Extended_Pictographic: what an emoji variation selector may follow.
PICTOGRAPHS = (
    r"\u0023\u002a0-9\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u2199\u21a9\u21aa\u231a\u231b"
    r"\u2328\u23cf\u23e9-\u23f3\u23f8-\u23fa\u24c2\u25aa\u25ab\u25b6\u25c0\u25fb-\u25fe"
    r"\u2600-\u2604\u260e\u2611\u2614\u2615\u2618\u261d\u2620\u2622\u2623\u2626\u262a\u262e"
    r"\u262f\u2638-\u263a\u2640\u2642\u2648-\u2653\u265f\u2660\u2663\u2665\u2666\u2668\u267b"
    r"\u267e\u267f\u2692-\u2697\u2699\u269b\u269c\u26a0\u26a1\u26a7\u26aa\u26ab\u26b0\u26b1"
    r"\u26bd\u26be\u26c4\u26c5\u26c8\u26ce\u26cf\u26d1\u26d3\u26d4\u26e9\u26ea\u26f0-\u26f5"
    r"\u26f7-\u26fa\u26fd\u2702\u2705\u2708-\u270d\u270f\u2712\u2714\u2716\u271d\u2721\u2728"
    r"\u2733\u2734\u2744\u2747\u274c\u274e\u2753-\u2755\u2757\u2763\u2764\u2795-\u2797\u27a1"
    r"\u27b0\u27bf\u2934\u2935\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\u3030\u303d\u3297\u3299"
    r"\U0001f004\U0001f02c-\U0001f02f\U0001f094-\U0001f09f\U0001f0af\U0001f0b0\U0001f0c0"
    r"\U0001f0cf\U0001f0d0\U0001f0f6-\U0001f0ff\U0001f170\U0001f171\U0001f17e\U0001f17f"
    r"\U0001f18e\U0001f191-\U0001f19a\U0001f1af-\U0001f1ff\U0001f201-\U0001f20f\U0001f21a"
    r"\U0001f22f\U0001f232-\U0001f23a\U0001f23c-\U0001f23f\U0001f249-\U0001f25f"
    r"\U0001f266-\U0001f321\U0001f324-\U0001f393\U0001f396\U0001f397\U0001f399-\U0001f39b"
    r"\U0001f39e-\U0001f3f0\U0001f3f3-\U0001f3f5\U0001f3f7-\U0001f4fd\U0001f4ff-\U0001f53d"
    r"\U0001f549-\U0001f54e\U0001f550-\U0001f567\U0001f56f\U0001f570\U0001f573-\U0001f57a"
    r"\U0001f587\U0001f58a-\U0001f58d\U0001f590\U0001f595\U0001f596\U0001f5a4\U0001f5a5"
    r"\U0001f5a8\U0001f5b1\U0001f5b2\U0001f5bc\U0001f5c2-\U0001f5c4\U0001f5d1-\U0001f5d3"
    r"\U0001f5dc-\U0001f5de\U0001f5e1\U0001f5e3\U0001f5e8\U0001f5ef\U0001f5f3"
    r"\U0001f5fa-\U0001f64f\U0001f680-\U0001f6c5\U0001f6cb-\U0001f6d2\U0001f6d5-\U0001f6e5"
    r"\U0001f6e9\U0001f6eb-\U0001f6f0\U0001f6f3-\U0001f6ff\U0001f7dc-\U0001f7f0"
    r"\U0001f80c-\U0001f80f\U0001f848-\U0001f84f\U0001f85a-\U0001f85f\U0001f888-\U0001f88f"
    r"\U0001f8ae\U0001f8af\U0001f8bc-\U0001f8bf\U0001f8c2-\U0001f8cf\U0001f8d9-\U0001f8ff"
    r"\U0001f90c-\U0001f93a\U0001f93c-\U0001f945\U0001f947-\U0001f9ff\U0001fa58-\U0001fa5f"
    r"\U0001fa6e-\U0001faff\U0001fc00-\U0001fffd"
)

#: Letters and marks written from right to left: Bidi_Class R or AL.
RIGHT_TO_LEFT = (
    r"\u05be\u05c0\u05c3\u05c6\u05d0-\u05ea\u05ef-\u05f4\u0608\u060b\u060d\u061b\u061d-\u064a"
    r"\u066d-\u066f\u0671-\u06d5\u06e5\u06e6\u06ee\u06ef\u06fa-\u070d\u0710\u0712-\u072f"
    r"\u074d-\u07a5\u07b1\u07c0-\u07ea\u07f4\u07f5\u07fa\u07fe-\u0815\u081a\u0824\u0828"
    r"\u0830-\u083e\u0840-\u0858\u085e\u0860-\u086a\u0870-\u088f\u08a0-\u08c9\ufb1d\ufb1f-\ufb28"
    r"\ufb2a-\ufb36\ufb38-\ufb3c\ufb3e\ufb40\ufb41\ufb43\ufb44\ufb46-\ufbc2\ufbd3-\ufd3d"
    r"\ufd50-\ufd8f\ufd92-\ufdc7\ufdf0-\ufdfc\ufe70-\ufe74\ufe76-\ufefc\U00010800-\U00010805"
    r"\U00010808\U0001080a-\U00010835\U00010837\U00010838\U0001083c\U0001083f-\U00010855"
    r"\U00010857-\U0001089e\U000108a7-\U000108af\U000108e0-\U000108f2\U000108f4\U000108f5"
    r"\U000108fb-\U0001091b\U00010920-\U00010939\U0001093f-\U00010959\U00010980-\U000109b7"
    r"\U000109bc-\U000109cf\U000109d2-\U00010a00\U00010a10-\U00010a13\U00010a15-\U00010a17"
    r"\U00010a19-\U00010a35\U00010a40-\U00010a48\U00010a50-\U00010a58\U00010a60-\U00010a9f"
    r"\U00010ac0-\U00010ae4\U00010aeb-\U00010af6\U00010b00-\U00010b35\U00010b40-\U00010b55"
    r"\U00010b58-\U00010b72\U00010b78-\U00010b91\U00010b99-\U00010b9c\U00010ba9-\U00010baf"
    r"\U00010c00-\U00010c48\U00010c80-\U00010cb2\U00010cc0-\U00010cf2\U00010cfa-\U00010d23"
    r"\U00010d4a-\U00010d65\U00010d6f-\U00010d85\U00010d8e\U00010d8f\U00010e80-\U00010ea9"
    r"\U00010ead\U00010eb0\U00010eb1\U00010ec2-\U00010ec7\U00010ec9\U00010eca"
    r"\U00010ed9-\U00010eee\U00010f00-\U00010f27\U00010f30-\U00010f45\U00010f51-\U00010f59"
    r"\U00010f70-\U00010f81\U00010f86-\U00010f89\U00010fb0-\U00010fcb\U00010fe0-\U00010ff6"
    r"\U0001e800-\U0001e8c4\U0001e8c7-\U0001e8cf\U0001e900-\U0001e943\U0001e94b"
    r"\U0001e950-\U0001e959\U0001e95e\U0001e95f\U0001ec71-\U0001ecb4\U0001ed01-\U0001ed3d"
    r"\U0001ee00-\U0001ee03\U0001ee05-\U0001ee1f\U0001ee21\U0001ee22\U0001ee24\U0001ee27"
    r"\U0001ee29-\U0001ee32\U0001ee34-\U0001ee37\U0001ee39\U0001ee3b\U0001ee42\U0001ee47"
    r"\U0001ee49\U0001ee4b\U0001ee4d-\U0001ee4f\U0001ee51\U0001ee52\U0001ee54\U0001ee57"
    r"\U0001ee59\U0001ee5b\U0001ee5d\U0001ee5f\U0001ee61\U0001ee62\U0001ee64"
    r"\U0001ee67-\U0001ee6a\U0001ee6c-\U0001ee72\U0001ee74-\U0001ee77\U0001ee79-\U0001ee7c"
    r"\U0001ee7e\U0001ee80-\U0001ee89\U0001ee8b-\U0001ee9b\U0001eea1-\U0001eea3"
    r"\U0001eea5-\U0001eea9\U0001eeab-\U0001eebb"
)

#: Unified_Ideograph.
HAN = (
    r"\u3400-\u4dbf\u4e00-\u9fff\ufa0e\ufa0f\ufa11\ufa13\ufa14\ufa1f\ufa21\ufa23\ufa24"
    r"\ufa27-\ufa29\U00020000-\U0002a6df\U0002a700-\U0002b81e\U0002b820-\U0002cead"
    r"\U0002ceb0-\U0002ebe0\U0002ebf0-\U0002ee5d\U00030000-\U0003134a\U00031350-\U00033479"
)

#: Letters of the Latin script.
LATIN = (
    r"A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02b8\u02e0-\u02e4\u1d00-\u1d25"
    r"\u1d2c-\u1d5c\u1d62-\u1d65\u1d6b-\u1d77\u1d79-\u1dbe\u1e00-\u1eff\u2071\u207f\u2090-\u209f"
    r"\u212a\u212b\u2132\u214e\u2183\u2184\u2c60-\u2c7f\ua722-\ua787\ua78b-\ua7dd\ua7e2"
    r"\ua7f1-\ua7ff\uab30-\uab5a\uab5c-\uab64\uab66-\uab69\uab6c\uab6d\ufb00-\ufb06\uff21-\uff3a"
    r"\uff41-\uff5a\U00010780-\U00010785\U00010787-\U000107b0\U000107b2-\U000107bf"
    r"\U0001df00-\U0001df81\U0001df90-\U0001df96\U0001dfcd-\U0001dff2\U0001dff5-\U0001dfff"
)

#: Letters of the Greek script.
GREEK = (
    r"\u0370-\u0373\u0376\u0377\u037a-\u037d\u037f\u0386\u0388-\u038a\u038c\u038e-\u03a1"
    r"\u03a3-\u03e1\u03f0-\u03f5\u03f7-\u03ff\u1d26-\u1d2a\u1d5d-\u1d61\u1d66-\u1d6a\u1dbf"
    r"\u1f00-\u1f15\u1f18-\u1f1d\u1f20-\u1f45\u1f48-\u1f4d\u1f50-\u1f57\u1f59\u1f5b\u1f5d"
    r"\u1f5f-\u1f7d\u1f80-\u1fb4\u1fb6-\u1fbc\u1fbe\u1fc2-\u1fc4\u1fc6-\u1fcc\u1fd0-\u1fd3"
    r"\u1fd6-\u1fdb\u1fe0-\u1fec\u1ff2-\u1ff4\u1ff6-\u1ffc\u2126\uab65\U0001dff3\U0001dff4"
)

#: Letters of the Cyrillic script.
CYRILLIC = (
    r"\u0400-\u0481\u048a-\u052f\u1c80-\u1c8a\u1d2b\u1d78\ua640-\ua66e\ua67f-\ua69d"
    r"\U0001e030-\U0001e06d"
)

#: Letters of the Armenian script.
ARMENIAN = (
    r"\u0531-\u0556\u0558\u0559\u0560-\u0588\u058b\u058c\ufb13-\ufb17"
)

#: Letters of the Cherokee script.
CHEROKEE = (
    r"\u13a0-\u13f5\u13f8-\u13fd\uab70-\uabbf"
)

#: NONSPACING, beyond U+FFFF by whole blocks: what the gate looks for.
NONSPACING_TRIGGER = (
    r"\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7-\u05c9"
    r"\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711"
    r"\u0730-\u074a\u07a6-\u07b0\u07eb-\u07f3\u07fd\u0816-\u0819\u081b-\u0823\u0825-\u0827"
    r"\u0829-\u082d\u0859-\u085b\u0897-\u089f\u08ca-\u08e1\u08e3-\u0902\u093a\u093c\u0941-\u0948"
    r"\u094d\u0951-\u0957\u0962\u0963\u0981\u09bc\u09c1-\u09c4\u09cd\u09e2\u09e3\u09fe\u0a01"
    r"\u0a02\u0a3c\u0a41\u0a42\u0a47\u0a48\u0a4b-\u0a4d\u0a51\u0a70\u0a71\u0a75\u0a81\u0a82"
    r"\u0abc\u0ac1-\u0ac5\u0ac7\u0ac8\u0acd\u0ae2\u0ae3\u0afa-\u0aff\u0b01\u0b3c\u0b3f"
    r"\u0b41-\u0b44\u0b4d\u0b53-\u0b56\u0b62\u0b63\u0b82\u0bc0\u0bcd\u0c00\u0c04\u0c3c"
    r"\u0c3e-\u0c40\u0c46-\u0c48\u0c4a-\u0c4d\u0c55\u0c56\u0c62\u0c63\u0c81\u0cbc\u0cbf\u0cc6"
    r"\u0ccc\u0ccd\u0ce2\u0ce3\u0d00\u0d01\u0d3b\u0d3c\u0d41-\u0d44\u0d4d\u0d62\u0d63\u0d81"
    r"\u0dca\u0dd2-\u0dd4\u0dd6\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece"
    r"\u0f18\u0f19\u0f35\u0f37\u0f39\u0f71-\u0f7e\u0f80-\u0f84\u0f86\u0f87\u0f8d-\u0f97"
    r"\u0f99-\u0fbc\u0fc6\u102d-\u1030\u1032-\u1037\u1039\u103a\u103d\u103e\u1058\u1059"
    r"\u105e-\u1060\u1071-\u1074\u1082\u1085\u1086\u108d\u109d\u135d-\u135f\u1712-\u1714\u1732"
    r"\u1733\u1752\u1753\u1772\u1773\u17b4\u17b5\u17b7-\u17bd\u17c6\u17c9-\u17d3\u17dd"
    r"\u180b-\u180d\u180f\u1885\u1886\u18a9\u1920-\u1922\u1927\u1928\u1932\u1939-\u193b\u1a17"
    r"\u1a18\u1a1b\u1a56\u1a58-\u1a5e\u1a60\u1a62\u1a65-\u1a6c\u1a73-\u1a7c\u1a7f\u1ab0-\u1abd"
    r"\u1abf-\u1af0\u1b00-\u1b03\u1b34\u1b36-\u1b3a\u1b3c\u1b42\u1b6b-\u1b73\u1b80\u1b81"
    r"\u1ba2-\u1ba5\u1ba8\u1ba9\u1bab-\u1bad\u1be6\u1be8\u1be9\u1bed\u1bef-\u1bf1\u1c2c-\u1c33"
    r"\u1c36\u1c37\u1cd0-\u1cd2\u1cd4-\u1ce0\u1ce2-\u1ce8\u1ced\u1cf4\u1cf8\u1cf9\u1dc0-\u1dff"
    r"\u20d0-\u20dc\u20e1\u20e5-\u20f0\u2cef-\u2cf1\u2d7f\u2de0-\u2dff\u302a-\u302d\u3099\u309a"
    r"\ua66f\ua674-\ua67d\ua69e\ua69f\ua6f0\ua6f1\ua802\ua806\ua80b\ua825\ua826\ua82c\ua8c4"
    r"\ua8c5\ua8e0-\ua8f1\ua8ff\ua926-\ua92d\ua947-\ua951\ua980-\ua982\ua9b3\ua9b6-\ua9b9\ua9bc"
    r"\ua9bd\ua9e5\uaa29-\uaa2e\uaa31\uaa32\uaa35\uaa36\uaa43\uaa4c\uaa7c\uaab0\uaab2-\uaab4"
    r"\uaab7\uaab8\uaabe\uaabf\uaac1\uaaec\uaaed\uaaf6\uabe5\uabe8\uabed\ufb1e\ufe20-\ufe2f"
    r"\U00010000-\U00011fff\U00013000-\U00013fff\U00016000-\U00016fff\U0001b000-\U0001efff"
)

#: General_Category Mn: marks that stack on a base; without the format-like selectors.
NONSPACING = (
    r"\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7-\u05c9"
    r"\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711"
    r"\u0730-\u074a\u07a6-\u07b0\u07eb-\u07f3\u07fd\u0816-\u0819\u081b-\u0823\u0825-\u0827"
    r"\u0829-\u082d\u0859-\u085b\u0897-\u089f\u08ca-\u08e1\u08e3-\u0902\u093a\u093c\u0941-\u0948"
    r"\u094d\u0951-\u0957\u0962\u0963\u0981\u09bc\u09c1-\u09c4\u09cd\u09e2\u09e3\u09fe\u0a01"
    r"\u0a02\u0a3c\u0a41\u0a42\u0a47\u0a48\u0a4b-\u0a4d\u0a51\u0a70\u0a71\u0a75\u0a81\u0a82"
    r"\u0abc\u0ac1-\u0ac5\u0ac7\u0ac8\u0acd\u0ae2\u0ae3\u0afa-\u0aff\u0b01\u0b3c\u0b3f"
    r"\u0b41-\u0b44\u0b4d\u0b53-\u0b56\u0b62\u0b63\u0b82\u0bc0\u0bcd\u0c00\u0c04\u0c3c"
    r"\u0c3e-\u0c40\u0c46-\u0c48\u0c4a-\u0c4d\u0c55\u0c56\u0c62\u0c63\u0c81\u0cbc\u0cbf\u0cc6"
    r"\u0ccc\u0ccd\u0ce2\u0ce3\u0d00\u0d01\u0d3b\u0d3c\u0d41-\u0d44\u0d4d\u0d62\u0d63\u0d81"
    r"\u0dca\u0dd2-\u0dd4\u0dd6\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece"
    r"\u0f18\u0f19\u0f35\u0f37\u0f39\u0f71-\u0f7e\u0f80-\u0f84\u0f86\u0f87\u0f8d-\u0f97"
    r"\u0f99-\u0fbc\u0fc6\u102d-\u1030\u1032-\u1037\u1039\u103a\u103d\u103e\u1058\u1059"
    r"\u105e-\u1060\u1071-\u1074\u1082\u1085\u1086\u108d\u109d\u135d-\u135f\u1712-\u1714\u1732"
    r"\u1733\u1752\u1753\u1772\u1773\u17b4\u17b5\u17b7-\u17bd\u17c6\u17c9-\u17d3\u17dd"
    r"\u180b-\u180d\u180f\u1885\u1886\u18a9\u1920-\u1922\u1927\u1928\u1932\u1939-\u193b\u1a17"
    r"\u1a18\u1a1b\u1a56\u1a58-\u1a5e\u1a60\u1a62\u1a65-\u1a6c\u1a73-\u1a7c\u1a7f\u1ab0-\u1abd"
    r"\u1abf-\u1af0\u1b00-\u1b03\u1b34\u1b36-\u1b3a\u1b3c\u1b42\u1b6b-\u1b73\u1b80\u1b81"
    r"\u1ba2-\u1ba5\u1ba8\u1ba9\u1bab-\u1bad\u1be6\u1be8\u1be9\u1bed\u1bef-\u1bf1\u1c2c-\u1c33"
    r"\u1c36\u1c37\u1cd0-\u1cd2\u1cd4-\u1ce0\u1ce2-\u1ce8\u1ced\u1cf4\u1cf8\u1cf9\u1dc0-\u1dff"
    r"\u20d0-\u20dc\u20e1\u20e5-\u20f0\u2cef-\u2cf1\u2d7f\u2de0-\u2dff\u302a-\u302d\u3099\u309a"
    r"\ua66f\ua674-\ua67d\ua69e\ua69f\ua6f0\ua6f1\ua802\ua806\ua80b\ua825\ua826\ua82c\ua8c4"
    r"\ua8c5\ua8e0-\ua8f1\ua8ff\ua926-\ua92d\ua947-\ua951\ua980-\ua982\ua9b3\ua9b6-\ua9b9\ua9bc"
    r"\ua9bd\ua9e5\uaa29-\uaa2e\uaa31\uaa32\uaa35\uaa36\uaa43\uaa4c\uaa7c\uaab0\uaab2-\uaab4"
    r"\uaab7\uaab8\uaabe\uaabf\uaac1\uaaec\uaaed\uaaf6\uabe5\uabe8\uabed\ufb1e\ufe20-\ufe2f"
    r"\U000101fd\U000102e0\U00010376-\U0001037a\U00010a01-\U00010a03\U00010a05\U00010a06"
    r"\U00010a0c-\U00010a0f\U00010a38-\U00010a3a\U00010a3f\U00010ae5\U00010ae6"
    r"\U00010d24-\U00010d27\U00010d69-\U00010d6d\U00010eab\U00010eac\U00010ecb-\U00010ecf"
    r"\U00010ef0-\U00010eff\U00010f46-\U00010f50\U00010f82-\U00010f85\U00011001"
    r"\U00011038-\U00011046\U00011070\U00011073\U00011074\U0001107f-\U00011081"
    r"\U000110b3-\U000110b6\U000110b9\U000110ba\U000110c2\U00011100-\U00011102"
    r"\U00011127-\U0001112b\U0001112d-\U00011134\U00011173\U00011180\U00011181"
    r"\U000111b6-\U000111be\U000111c9-\U000111cc\U000111cf\U0001122f-\U00011231\U00011234"
    r"\U00011236\U00011237\U0001123e\U00011241\U000112df\U000112e3-\U000112ea\U00011300"
    r"\U00011301\U0001133b\U0001133c\U00011340\U00011366-\U0001136c\U00011370-\U00011374"
    r"\U000113bb-\U000113c0\U000113ce\U000113d0\U000113d2\U000113e1\U000113e2"
    r"\U00011438-\U0001143f\U00011442-\U00011444\U00011446\U0001145e\U000114b3-\U000114b8"
    r"\U000114ba\U000114bf\U000114c0\U000114c2\U000114c3\U000115b2-\U000115b5\U000115bc"
    r"\U000115bd\U000115bf\U000115c0\U000115dc\U000115dd\U00011633-\U0001163a\U0001163d"
    r"\U0001163f\U00011640\U000116ab\U000116ad\U000116b0-\U000116b5\U000116b7\U0001171d"
    r"\U0001171f\U00011722-\U00011725\U00011727-\U0001172b\U0001182f-\U00011837\U00011839"
    r"\U0001183a\U0001193b\U0001193c\U0001193e\U00011943\U000119d4-\U000119d7\U000119da"
    r"\U000119db\U000119e0\U00011a01-\U00011a0a\U00011a33-\U00011a38\U00011a3b-\U00011a3e"
    r"\U00011a47\U00011a51-\U00011a56\U00011a59-\U00011a5b\U00011a8a-\U00011a96\U00011a98"
    r"\U00011a99\U00011b60\U00011b62-\U00011b64\U00011b66\U00011c30-\U00011c36"
    r"\U00011c38-\U00011c3d\U00011c3f\U00011c92-\U00011ca7\U00011caa-\U00011cb0\U00011cb2"
    r"\U00011cb3\U00011cb5\U00011cb6\U00011d31-\U00011d36\U00011d3a\U00011d3c\U00011d3d"
    r"\U00011d3f-\U00011d45\U00011d47\U00011d90\U00011d91\U00011d95\U00011d97\U00011df0"
    r"\U00011ef3\U00011ef4\U00011f00\U00011f01\U00011f36-\U00011f3a\U00011f40\U00011f42"
    r"\U00011f5a\U00013440\U00013447-\U00013455\U0001611e-\U00016129\U0001612d-\U0001612f"
    r"\U00016af0-\U00016af4\U00016b30-\U00016b36\U00016f4f\U00016f8f-\U00016f92\U00016fe4"
    r"\U0001bc9d\U0001bc9e\U0001cf00-\U0001cf2d\U0001cf30-\U0001cf46\U0001d127\U0001d128"
    r"\U0001d167-\U0001d169\U0001d17b-\U0001d182\U0001d185-\U0001d18b\U0001d1aa-\U0001d1ad"
    r"\U0001d242-\U0001d244\U0001d25b\U0001d25c\U0001da00-\U0001da36\U0001da3b-\U0001da6c"
    r"\U0001da75\U0001da84\U0001da9b-\U0001da9f\U0001daa1-\U0001daaf\U0001e000-\U0001e006"
    r"\U0001e008-\U0001e018\U0001e01b-\U0001e021\U0001e023\U0001e024\U0001e026-\U0001e02a"
    r"\U0001e08f\U0001e130-\U0001e136\U0001e2ae\U0001e2ec-\U0001e2ef\U0001e4ec-\U0001e4ef"
    r"\U0001e5ee\U0001e5ef\U0001e6e3\U0001e6e6\U0001e6ee\U0001e6ef\U0001e6f5"
    r"\U0001e8d0-\U0001e8d6\U0001e944-\U0001e94a"
)
