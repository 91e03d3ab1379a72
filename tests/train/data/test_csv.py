"""CSV files: what is recognised in them, and what is said about those that are none."""

import numpy as np
import pytest

from clearprop.train.data import ColumnError, DataError, load

PLAIN = "area,width,kind\n1.5,2,a\n2.5,-3,b\n3.5e1,4,a\n"
EXPECTED = np.array([[1.5, 2], [2.5, -3], [35, 4]])


@pytest.mark.parametrize(
    ("content", "note"),
    [
        (PLAIN, "first row holds the names"),
        (PLAIN.replace("\n", "\r\n"), "3 rows, 3 columns"),
        (PLAIN.replace("\n", "\r"), "3 rows, 3 columns"),
        (PLAIN.replace(",", ";"), "3 rows, 3 columns"),
        (PLAIN.replace(",", "\t"), "3 rows, 3 columns"),
        (PLAIN.replace(",", " , "), "3 rows, 3 columns"),
        (PLAIN.rstrip("\n"), "3 rows, 3 columns"),
        ("\n\n" + PLAIN.replace("\n", "\n\n"), "3 rows, 3 columns"),
        (PLAIN.encode("utf-8-sig"), "3 rows, 3 columns"),
        (PLAIN.encode("utf-16"), "read as utf-16"),
        (PLAIN + ",,\n", "1 row left out, since all cells are empty"),
        (PLAIN.replace("\n", ",\n"), "left out, since there is nothing in it: column 4"),
        (PLAIN.replace(",", ";").replace(".", ","), "decimal commas are read as decimal points"),
        ('"area","width","kind"\n"1.5","2","a"\n"2.5","-3","b"\n"3.5e1","4","a"\n', "first row holds the names"),
        (",area,width,kind\n0,1.5,2,a\n1,2.5,-3,b\n2,3.5e1,4,a\n", "'column 1' left out: it only counts the rows"),
        ("Id,area,width,kind\n1,1.5,2,a\n2,2.5,-3,b\n3,3.5e1,4,a\n", "'Id' left out: it only counts the rows"),
    ],
)
def test_the_same_table_in_many_dresses(write, content, note):
    data = load(write(content))
    np.testing.assert_array_equal(data.features, EXPECTED)
    np.testing.assert_array_equal(data.targets, [0, 1, 0])
    assert data.classes == ("a", "b")
    assert data.feature_names == ("area", "width")
    assert data.target_name == "kind"
    assert any(note in said for said in data.notes), data.notes


def test_quoted_text_may_hold_delimiters_quotes_and_line_ends(write):
    data = load(write('"size, cm", kind\n1, "a, b"\n2,"say ""c"""\n3,"two\nlines"\n4,"a, b"\n'))
    assert data.feature_names == ("size, cm",)
    assert data.classes == ("a, b", 'say "c"', "two\nlines")


def test_the_line_of_a_value_counts_lines_not_records(write):
    with pytest.raises(DataError, match=r"row 3 \(line 6\), column 'size': expected a number, found 'x'"):
        load(write('name,size,kind\n"two\nlines",1,a\n\nn,2,b\nm,x,a\nn,3,a\n'))


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ("1.5,2,a\n2.5,-3,b\n3.5e1,4,a\n", False),
        ("?,red,no\n2.5,blue,yes\n3,red,no\n", False),
        ("foggy,hot,no\nrainy,hot,yes\nsunny,cold,yes\nrainy,cold,no\n", False),
        ("?,2,a\n2.5,-3,b\n3,4,a\n", False),
        ("sunny,hot,no\nrainy,hot,yes\nsunny,cold,yes\nrainy,cold,no\n", False),
        ("sky,air,play\nsunny,hot,no\nrainy,hot,yes\nsunny,cold,yes\nrainy,cold,no\n", True),
        ("sky,size,play\nsunny,?,no\nrainy,?,yes\nsunny,3,yes\n", True),
        ("0,1,2\n5.1,3.5,0\n4.9,3.1,1\n6.2,3.3,1\n", True),
        (",0,1,2\n0,5.1,3.5,0\n1,4.9,3.1,1\n2,6.2,3.3,1\n", True),
        ("0,1,2\n5,3,0\n4,3,2\n6,3,2\n", False),
        ("0,1.5,2\n5,3,0\n4,3,2\n6,3,2\n", False),
    ],
)
def test_a_first_row_of_names_is_recognised(write, content, names):
    data = load(write(content), missing="mean")
    assert data.schema.has_names is names
    assert data.rows == len(content.splitlines()) - names


def test_text_in_windows_encoding_is_read_and_said(write):
    data = load(write("größe,art\n1,süß\n2,sauer\n3,süß\n".encode("cp1252")))
    assert data.feature_names == ("größe",)
    assert data.classes == ("sauer", "süß")
    assert any("cp1252" in note for note in data.notes)


def test_decimal_commas_are_read_only_between_semicolons(write):
    data = load(write("a;b;y\n1,25;3;0\n2,5;4;1\n3;5;0\n"))
    np.testing.assert_array_equal(data.features, [[1.25, 3], [2.5, 4], [3, 5]])
    data = load(write("1,5;2;0\n2,5;3;1\n3,5;4;0\n"))
    np.testing.assert_array_equal(data.features, [[1.5, 2], [2.5, 3], [3.5, 4]])
    assert load(write("a;b;y\n1,5;3;0\nxl;4;1\nxl;5;0\n")).feature_names == ("a=1,5", "a=xl", "b")
    assert load(write("a\tb\ty\n1,250\t3\t0\n2,500\t4\t1\n1,250\t5\t0\n")).feature_names == ("a=1,250", "a=2,500", "b")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "the file is empty"),
        (" \n\n", "the file is empty"),
        ("area,width,kind\n", r"only a header \(area, width, kind\) and no rows"),
        ("just\nsome\nwords\n", "no feature columns"),
        (",,\n , ,\n", "nothing between the delimiters"),
        ("?,NA\n,null\n", "no value is there"),
        ("y\n1\n2\n3\n", "no feature columns"),
        ("a,b,y\n1,2,0\n3,4\n5,6,1\n", "line 3: expected 3 values as in line 1, found 2; correct"),
        ("a,b,y\n1,2,0\n\n3,4,5,6\n", "line 4: expected 3 values as in line 1, found 4; correct"),
        ("My measurements\na,b,y\n1,2,0\n3,4,1\n", "line 2: expected 1 value as in line 1, found 3; is it a CSV"),
        ('a,b,y\n1,2,0\n3,"4,1\n5,6,0\n', "line 3: cannot be read as CSV: .*quote"),
        ("a,b,a\n1,2,0\n3,4,1\n", "columns 1 and 3 are both named 'a'"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not a CSV file: it is a PNG picture"),
        (b"PK\x03\x04\x14\0\0\0", "not a CSV file: it is a zip archive or an Excel workbook"),
        (b"a,b\n1,2\n\0\1\2", "not a CSV file: it is some binary format"),
        (b"a,b\n1,\x81\n", "no text in UTF-8"),
        ("a,y\n1,0\nabc,1\n3,0\n4,1\n", r"row 2 \(line 3\), column 'a': expected a number, found 'abc'"),
        ("1,0\nabc,1\n3,0\n4,1\n", r"row 2 \(line 2\), column 'column 1': expected a number, found 'abc'"),
        ("a,y\n1,0\n1_000,1\n3,0\n4,1\n", r"row 2 \(line 3\), column 'a': expected a number, found '1_000'"),
        ("a,y\n1,0\n2,1\n-inf,0\n4,1\n", r"row 3 \(line 4\), column 'a': found infinity"),
        ("a,y\n1,0.5\n2,1.5\n3,1e999\n4,1\n", r"row 3 \(line 4\), column 'y': found infinity"),
        ("a,y\n1,0.5\n2,1.5\n3,much\n4,1\n", r"row 3 \(line 4\), column 'y': expected a number, found 'much'"),
    ],
)
def test_a_file_that_is_unfit_is_refused_in_a_sentence(write, content, message):
    with pytest.raises(DataError, match=message) as caught:
        load(write(content))
    assert "seeds.csv" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_few_texts_become_one_column_for_each(write):
    data = load(write("island,size,y\nDream,1,0\nBiscoe,2,1\nDream,3,0\nTorgersen,4,1\n"))
    assert data.feature_names == ("island=Biscoe", "island=Dream", "island=Torgersen", "size")
    np.testing.assert_array_equal(data.features, [[0, 1, 0, 1], [1, 0, 0, 2], [0, 1, 0, 3], [0, 0, 1, 4]])
    assert any("'island' turned into 3 columns, one for each category: Biscoe" in note for note in data.notes)


@pytest.mark.parametrize(("different", "kept"), [(20, True), (21, False)])
def test_many_texts_are_left_out_and_said(write, different, kept):
    rows = [f"car {row % different},{row},{row % 2}" for row in range(50)]
    data = load(write("\n".join(["name,size,y", *rows])))
    assert len(data.feature_names) == (different + 1 if kept else 1)
    assert any("21 different texts in 50 rows, such as 'car 0'" in note for note in data.notes) is not kept


def test_texts_that_never_come_again_are_left_out(write):
    data = load(write("name,size,y\nan,1,0\nbo,2,1\ncy,3,0\n"))
    assert data.feature_names == ("size",)
    with pytest.raises(DataError, match="no feature columns beside the target 'y'; column 'name' left out"):
        load(write("name,y\nan,0\nbo,1\ncy,0\n"))


def test_a_column_that_may_be_more_than_an_index_is_kept(write):
    np.testing.assert_array_equal(load(write("1,2.5,0\n2,3.5,1\n3,9,0\n")).features, [[1, 2.5], [2, 3.5], [3, 9]])
    np.testing.assert_array_equal(load(write("id,x,y\n5,7,0\n6,8,1\n")).features, [[5, 7], [6, 8]])
    np.testing.assert_array_equal(load(write("id,x,y\n1,7,0\n1,8,1\n")).features, [[1, 7], [1, 8]])
    np.testing.assert_array_equal(load(write("id,y\n1,2.5\n2,3.5\n3,9\n")).features, [[1], [2], [3]])


def test_the_target_may_be_named(write):
    path = write("kind,area,width\na,1.5,2\nb,2.5,-3\na,35,4\n")
    data = load(path, target="kind")
    np.testing.assert_array_equal(data.features, EXPECTED)
    assert (data.target_name, data.classes) == ("kind", ("a", "b"))
    with pytest.raises(
        ColumnError, match=r"no column 'aera' \(did you mean 'area'\?\); its columns are kind, area, width"
    ):
        load(path, target="aera")
    for position in ("1", "-1"):
        with pytest.raises(ColumnError, match=f"no column '{position}'"):
            load(path, target=position)


@pytest.mark.parametrize(
    ("target", "name"), [("1", "column 1"), ("3", "column 3"), ("-1", "column 3"), ("-3", "column 1")]
)
def test_the_target_may_be_counted_where_there_are_no_names(write, target, name):
    assert load(write("1.5,2,0\n2.5,-3,1\n4.5,7,1\n"), target=target).target_name == name


@pytest.mark.parametrize("target", ["0", "4", "-4", "area"])
def test_a_column_that_cannot_be_counted_is_unknown(write, target):
    with pytest.raises(ColumnError, match=f"no column '{target}'.*columns count from 1 to 3"):
        load(write("1.5,2,0\n2.5,-3,1\n4.5,7,1\n"), target=target)
