"""What is said in JSON-LD is said in Turtle, whatever stands in it."""

from __future__ import annotations

from congvu.portal.formats import turtle


def test_things_with_names_stand_by_themselves_the_others_in_brackets() -> None:
    told = {
        "@context": {"dct": "http://purl.org/dc/terms/", "xsd": "http://xsd/"},
        "@id": "https://cong.vn/#muc",
        "@type": "dct:Collection",
        "dct:title": 'Hợp tác xã "Yến\\Dương"\nmới\x01',
        "dct:issued": {"@value": "2026-11-29T09:00:00+07:00", "@type": "xsd:dateTime"},
        "dct:extent": 12,
        "dct:isPartOf": [],
        "dct:publisher": {"@type": "dct:Agent", "dct:title": "UBND tỉnh"},
        "dct:hasPart": [
            {"@id": "https://cong.vn/a b>", "dct:title": "A"},
            {"@id": "https://cong.vn/#muc"},
            {"@id": "dct:Text"},
            {"@id": "la:x"},
        ],
    }
    assert "".join(turtle(told)) == (
        "@prefix dct: <http://purl.org/dc/terms/> .\n"
        "@prefix xsd: <http://xsd/> .\n"
        "\n<https://cong.vn/#muc>\n"
        "    a dct:Collection ;\n"
        '    dct:title "Hợp tác xã \\"Yến\\\\Dương\\"\\nmới\\u0001" ;\n'
        '    dct:issued "2026-11-29T09:00:00+07:00"^^xsd:dateTime ;\n'
        "    dct:extent 12 ;\n"
        '    dct:publisher [ a dct:Agent ; dct:title "UBND tỉnh" ] ;\n'
        "    dct:hasPart <https://cong.vn/a%20b%3E>, <https://cong.vn/#muc>, dct:Text,"
        " <la:x> .\n"
        "\n<https://cong.vn/a%20b%3E>\n"
        '    dct:title "A" .\n'
    )
