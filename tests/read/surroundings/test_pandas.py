"""pandas as scripts of other years used it: what draws is left out, what is gone is there."""

import pytest

pytest.importorskip("pandas")

TABLE = "import pandas as pd\nframe = pd.DataFrame({'a': [1.0, 2.0, 3.0], 'b': [4.0, 5.0, 6.0]})\n"


@pytest.mark.parametrize(
    "line",
    [
        "frame.plot(kind='scatter', x='a', y='b', figsize=(3, 2))",
        "frame.plot.scatter(x='a', y='b')",
        "frame['a'].hist(bins=3)",
        "pd.plotting.scatter_matrix(frame)",
    ],
)
def test_nothing_is_drawn(ran, line):
    ran(TABLE + line + "\n")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("frame.as_matrix().sum()", 21.0),
        ("frame.as_matrix(columns=['b']).sum()", 15.0),
        ("frame.ix[1, 'b']", 5.0),
        ("frame.ix[:, 0:1].values.sum()", 6.0),
        ("len(frame.append(frame, ignore_index=True))", 6),
        ("[name for name, column in frame.iteritems()]", ["a", "b"]),
        ("[row.data[1] for index, row in frame.iterrows()]", [4.0, 5.0, 6.0]),
    ],
)
def test_what_is_gone_is_there(ran, line, expected):
    names, seen = ran(f"{TABLE}found = {line}\n")
    assert names["found"] == expected
    assert [remark.name for remark in seen.remarks] == ["pandas-names"]


def test_pandas_is_left_as_it_was(ran):
    import pandas

    before = pandas.DataFrame.plot
    ran(TABLE + "frame.plot()\nframe.as_matrix()\n")
    assert pandas.DataFrame.plot is before and not hasattr(pandas.DataFrame, "as_matrix")
