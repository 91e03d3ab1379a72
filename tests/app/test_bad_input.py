"""Bad input: the right exit code, one or two sentences on standard error, never a traceback."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from clearprop.app.cli import app
from clearprop.train.data import extras
from tests.app.interrupting import interrupted

GOOD = "a,b,kind\n" + "".join(f"{i % 7},{i % 5},{'xy'[i % 2]}\n" for i in range(40))

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_file(content: str | bytes = GOOD, name: str = "data.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write_file


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return result.exit_code, result.stdout, result.stderr


def check(expected: int, says: str, *arguments: object) -> None:
    code, out, err = run(*arguments)
    assert code == expected, err
    assert says in err
    assert "Traceback" not in out + err
    assert len(err.strip().splitlines()) == 1
    assert err.count(". ") <= 2, f"more than two sentences: {err}"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "data.csv"),
        ("", "empty"),
        ("a,b,kind\n", "row"),
        ("a,b,kind\n1,2,x\n3,y\n", "line 3"),
        ("a,b,kind\n" + "1,2,x\n" * 30, "one class"),
        (GOOD.replace("3,3,y", "3,three,y", 1), "three"),
        (GOOD.replace("3,3,y", "3,nan,y", 1), "missing"),
        (GOOD.replace("3,3,y", "3,,y", 1), "--missing"),
        (GOOD.replace("3,3,y", "3,inf,y", 1), "inf"),
    ],
    ids=["not a CSV", "empty", "no rows", "ragged", "one class", "text for a number", "NaN", "a gap", "infinity"],
)
def test_unfit_files_exit_with_3(write: Write, content: str | bytes, says: str) -> None:
    check(3, says, "train", write(content))


def test_a_missing_file(tmp_path: Path) -> None:
    check(3, "there is no such file", "train", tmp_path / "nothing.csv")
    check(3, "did you mean 'iris'?", "train", "irsi")
    check(3, "there is no such file", "predict", tmp_path / "nothing", "iris")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--target", "knid"], "did you mean 'kind'?"),
        (["--activation", "sigmiod"], "did you mean 'sigmoid'?"),
        (["--output", "softmaks"], "did you mean 'softmax'?"),
        (["--loss", "cross_entorpy"], "did you mean 'cross_entropy'?"),
        (["--init", "glorot"], ""),
        (["--optimizer", "adem"], "did you mean 'adam'?"),
        (["--learning-rate", "-1"], "expected a number above 0"),
        (["--learning-rate", "nan"], "expected a number above 0"),
        (["--batch-size", "33"], "larger than the 32 rows to train on"),
        (["--folds", "1"], "1 fold"),
        (["--folds", "41"], "41 folds for 40 rows"),
        (["--scale", "minmaks"], "did you mean 'minmax'?"),
        (["--missing", "dorp"], "did you mean 'drop'?"),
        (["--hidden", "5,x"], "--hidden '5,x'"),
        (["--hidden", "-5"], "--hidden '-5'"),
    ],
)
def test_a_wrong_command_line_exits_with_2(write: Write, options: list[str], says: str) -> None:
    if options[0] == "--init":
        assert run("train", write(), *options, "--epochs", 1)[0] == 0  # a usual short name
        return
    check(2, says, "train", write(), *options)


def test_a_loss_for_classes_and_a_target_of_numbers(write: Write) -> None:
    numbers = "a,y\n" + "".join(f"{i},{i * 1.5}\n" for i in range(30))
    check(
        2, "is for classes, and the target 'y' has measured numbers", "train", write(numbers), "--loss", "cross_entropy"
    )


@pytest.mark.parametrize(
    "arguments", [["train", "iris", "--epochz", "3"], ["train", "iris", "--epochs", "x"], ["trian", "iris"], ["train"]]
)
def test_what_typer_finds_exits_with_2(arguments: list[str]) -> None:
    code, _, err = run(*arguments)
    assert code == 2 and "Traceback" not in err and err


def test_a_missing_extra_names_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    def without(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(extras, "import_module", without)
    check(2, "pip install 'clearprop[sklearn]'", "train", "iris")


@pytest.mark.parametrize("options", [["--optimizer", "sgd", "--learning-rate", "1e6"], ["--learning-rate", "1e6"]])
def test_a_rate_that_diverges_exits_with_1_and_says_at_which_update(
    write: Write, tmp_path: Path, options: list[str]
) -> None:
    numbers = "a,b,y\n" + "".join(f"{i % 9},{i % 4},{i % 9 + 0.5 * (i % 4)}\n" for i in range(60))
    check(1, "training diverged at update ", "train", write(numbers), *options, "--out", tmp_path / "model")
    assert not (tmp_path / "model").exists()


def test_with_json_an_error_is_an_object(write: Write) -> None:
    code, out, err = run("train", write(), "--activation", "sigmiod", "--json")
    assert code == 2 and "sigmiod" in err
    found = json.loads(out)
    assert found["exit_code"] == 2 and "did you mean 'sigmoid'?" in found["error"]


def test_debug_shows_the_traceback(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["train", str(tmp_path / "nothing"), "--debug"])
    assert result.exit_code == 1
    assert type(result.exception).__name__ == "DataError"


def test_models_that_are_none(write: Write, tmp_path: Path) -> None:
    check(3, "this is no model file", "predict", write(), "iris")
    from clearprop.network import Network

    Network([4, 3], output="softmax").save(tmp_path / "bare")
    check(3, "without the schema of its data", "predict", tmp_path / "bare", "iris")


def test_data_that_the_model_was_not_trained_with(write: Write, tmp_path: Path) -> None:
    assert run("train", write(), "--epochs", 1, "--out", tmp_path / "model")[0] == 0
    check(3, "2 columns that the model was trained with are not there: a, b", "predict", tmp_path / "model", "iris")
    check(3, "class 'z'", "predict", tmp_path / "model", write(GOOD.replace("3,3,y", "3,3,z", 1), "new.csv"))


def test_a_folder_to_save_to_that_is_not_there(write: Write, tmp_path: Path) -> None:
    code, _, err = run("train", write(), "--epochs", 1, "--out", tmp_path / "no" / "model")
    assert code == 3 and "No such file or directory" in err and "Traceback" not in err


def test_ctrl_c_exits_with_130_and_leaves_no_file(tmp_path: Path) -> None:
    code, err = interrupted("--out", tmp_path / "model")
    assert code == 130
    assert "Interrupted" in err and "Traceback" not in err
    assert not list(tmp_path.iterdir())
