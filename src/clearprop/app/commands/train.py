"""clearprop train."""

from pathlib import Path
from typing import Annotated

import typer

from clearprop.app.command import AsJson, print_json


def train(
    data: Annotated[
        str,
        typer.Argument(
            help="A CSV, Parquet or .npz file, a folder with MNIST's IDX files, or the name of a set that ships: "
            "iris, wine, digits, breast_cancer, diabetes, xor, moons."
        ),
    ],
    target: Annotated[str | None, typer.Option(help="The column to predict; the last one unless named.")] = None,
    hidden: Annotated[
        str, typer.Option(help="Units of the hidden layers: 100, or 5,5; 'none' for linear or logistic regression.")
    ] = "100",
    activation: Annotated[str, typer.Option(help="Of the hidden layers: sigmoid, tanh, relu, ...")] = "relu",
    output: Annotated[
        str | None,
        typer.Option(
            help="Of the output; softmax for classes and identity for numbers, unless the loss calls for another."
        ),
    ] = None,
    loss: Annotated[
        str | None, typer.Option(help="cross_entropy for classes, half_squared_error for numbers, unless named.")
    ] = None,
    init: Annotated[str, typer.Option(help="Where weights start: glorot_uniform, he_normal, ...")] = "glorot_uniform",
    optimizer: Annotated[
        str | None,
        typer.Option(
            help="sgd, momentum, nesterov, rmsprop, adam or adamw, at a constant rate; adamw unless named, at a rate that "
            "goes down to nothing."
        ),
    ] = None,
    learning_rate: Annotated[
        float | None,
        typer.Option(
            help="The optimiser's own unless given: 0.001 for adam, 0.1 for sgd; with no optimiser named, 1 / (units of "
            "the widest hidden layer), at most 0.03."
        ),
    ] = None,
    schedule: Annotated[
        str | None,
        typer.Option(
            help="Of the learning rate: constant, linear, cosine, exponential, step_decay, piecewise or warm_up; constant "
            "where an optimiser is named, else linear."
        ),
    ] = None,
    weight_decay: Annotated[
        float | None,
        typer.Option(min=0, help="λ of the decay of weights; 0 where an optimiser is named, but 0.01 for adamw."),
    ] = None,
    clip_norm: Annotated[
        float | None, typer.Option(help="The length that the gradient of all parameters is cut to; none unless given.")
    ] = None,
    epochs: Annotated[
        int | None, typer.Option(min=1, help="Unless given, as many as make about 10,000 updates: from 10 to 500.")
    ] = None,
    batch_size: Annotated[
        int | None, typer.Option(min=1, help="Rows in a batch; 32 unless given, or all if they are fewer.")
    ] = None,
    early_stopping: Annotated[
        bool,
        typer.Option(
            "--early-stopping",
            help="Hold out a tenth of the rows to train on, end when their loss gets no better, and keep the best.",
        ),
    ] = False,
    patience: Annotated[int, typer.Option(min=1, help="So many epochs without a better one end it.")] = 10,
    class_weight: Annotated[
        str | None,
        typer.Option(
            help="'balanced', so that rare classes count as much as frequent ones, or weights: apple=5,pear=1."
        ),
    ] = None,
    folds: Annotated[
        int | None, typer.Option(help="Score by cross-validation; else on a fifth of the rows, held out.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Of the split, the weights and the order of rows.")] = 1,
    scale: Annotated[
        str | None,
        typer.Option(
            help="minmax, standard or none, learned from the training rows; standard unless given, but none for images "
            "and for columns of comparable size."
        ),
    ] = None,
    missing: Annotated[
        str | None, typer.Option(help="What to do about missing values: drop their rows, or fill in the column's mean.")
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option(help="Where to write a page (HTML) that shows how training went and what came out."),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Where to save the model.")] = None,
    checkpoint: Annotated[
        Path | None,
        typer.Option(
            help="Where to write after each epoch what it takes to go on; the same command again, after an interruption, "
            "goes on from there."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Train a network on DATA and score it on rows that it has not seen."""
    from clearprop.app.outputs import check_output
    from clearprop.app.reporting import announce, print_report
    from clearprop.app.settings import Settings
    from clearprop.app.training import attempt
    from clearprop.app.training_page.page import write_page

    settings = Settings(
        data, target, hidden, activation, output, loss, init, optimizer, learning_rate, epochs, batch_size, folds, seed,
        scale, missing, out, schedule, weight_decay, clip_norm, class_weight, early_stopping, patience,
        checkpoint, report,
    )  # fmt: skip
    check_output(report, "--report", data, out, checkpoint)
    check_output(out, "--out", data, checkpoint)
    found = attempt(settings, None if as_json else announce())
    if report:
        write_page(found, report)
    if found.problem:
        raise found.problem
    print_json(found.to_json()) if as_json else print_report(found)
