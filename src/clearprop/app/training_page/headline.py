"""The head of the page: what came out, in words that need no course, and the figures that matter."""

from html import escape

from clearprop.app.training_page.story import Story
from clearprop.app.training_page.wording import amount
from clearprop.render.charts.frame import percent
from clearprop.render.picture.figures import short
from clearprop.train.data.wording import counted, listed
from clearprop.train.results import Classified


def header(story: Story) -> str:
    """The heading and what it means."""
    problem = story.report.problem
    warning = f'<p class="lead warning">{escape(sentence_case(str(problem)))}</p>' if problem else ""
    return (
        f'<div>\n<p class="kicker">Training report</p>\n<h1>{escape(title(story))}</h1>\n{warning}'
        f'<p class="lead">{escape(" ".join(lead(story)))}</p>\n</div>'
    )


def title(story: Story) -> str:
    name, found, measured = story.report.data.name, story.classified, story.measured
    if story.report.problem:
        return f"{name}: training diverged in epoch {story.report.problem.epoch}"
    if found:
        return f"{name}: {found.right:,} of {counted(len(found.rows), 'row')} right"
    assert measured is not None
    return f"{name}: off by {amount(measured.mean_absolute)} on average"


def lead(story: Story) -> list[str]:
    """What the network does, how well, what one would get without it, and how long it took."""
    report = story.report
    does, score, guess, better = classification(story) if story.classified else regression(story)
    last = "With the last parameters whose loss was finite, " if report.problem else ""
    where = scored_on(story)
    where = where[0].lower() + where[1:] if last else where
    verdict = [] if better else ["So it is no better than that guess."]
    epochs, took = counted(report.epochs, "epoch"), duration(report.seconds)
    ended = f"It completed {epochs} in {took}." if report.problem else f"Training took {epochs} and {took}."
    return [does, f"{last}{where} {score}; {guess}.", *verdict, ended]


def classification(story: Story) -> tuple[str, str, str, bool]:
    """What it does, its score, that of a guess, and whether it is the better one."""
    found = story.classified
    assert found is not None
    does = f"The network tells {len(found.classes)} classes of {story.report.data.target_name!r} apart: "
    right, guessed = (percent(count / len(found.rows)) for count in (found.right, found.guessed_right))
    guess = f"always saying {most_frequent(found)} would be right in {guessed}"
    return (
        f"{does}{listed(found.classes, 10)}.", f"it is right in {right}", guess, found.right > found.guessed_right,
    )  # fmt: skip


def most_frequent(found: Classified) -> str:
    """What is guessed without a network."""
    classes = {found.classes[number] for number in found.guessed}
    return repr(classes.pop()) if len(classes) == 1 else "the class that is most frequent in training"


def regression(story: Story) -> tuple[str, str, str, bool]:
    """The same for numbers."""
    found = story.measured
    assert found is not None
    own, guessed = found.mean_absolute, found.mean_absolute_guessed
    return (
        f"The network predicts {story.report.data.target_name!r}, a number.",
        f"it is off by {amount(own)} on average (R² {short(story.report.score)})",
        f"always saying the mean of the rows trained on would be off by {amount(guessed)}",
        own < guessed,
    )


def scored_on(story: Story) -> str:
    """Which rows it is scored on."""
    rows = len(story.rows)
    if story.folds:
        return (
            f"On {counted(rows, 'row')}, each scored by a network that was not trained on it "
            f"({len(story.trained)} folds),"
        )
    if not story.held_out:
        return f"On the {counted(rows, 'row')} that it was trained on, too few to hold any out,"
    return f"On {counted(rows, 'row')} that it was not trained on"


def key_figures(story: Story) -> str:
    """The figures, each with its name and what to compare it with."""
    report, found, measured = story.report, story.classified, story.measured
    name = "Accuracy" if story.metric == "accuracy" else "R²"
    low, high = score_of(story, min(report.scores)), score_of(story, max(report.scores))
    more = f"from {low} to {high}" if story.folds else "1 would be perfect" if measured else ""
    shown = [
        (f"{name}, mean of {len(report.scores)} folds" if story.folds else name, score_of(story, report.score), more)
    ]
    if found:
        guessed = percent(found.guessed_right / len(found.rows))
        shown.append(("Without a network", guessed, f"always {most_frequent(found)}"))
    if measured:
        shown.append(("Off by", amount(measured.mean_absolute), "on average, in the target's unit"))
        shown.append(("Without a network", amount(measured.mean_absolute_guessed), "always the mean"))
    numbers = sum(array.size for array in story.network.parameters.values())
    layers = counted(len(story.network.architecture.layers), "layer")
    each_time = " each time" if story.folds else ""
    shown += [
        (
            "Trained on",
            counted(len(story.last.part.features), "row"),
            f"scored on {len(story.last.part.test_rows):,}{each_time}",
        ),
        ("Epochs", f"{report.epochs:,}", f"batches of {report.batch_size}"),
        ("Time", duration(report.seconds), ""),
        ("The network", f"{numbers:,}", f"numbers to learn, in {layers}"),
    ]
    return '<dl class="figures">\n' + "\n".join(key_figure(*each) for each in shown) + "\n</dl>"


def key_figure(name: str, value: str, more: str) -> str:
    rest = f"<dd>{escape(more)}</dd>" if more else ""
    return f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd>{rest}</div>"


def score_of(story: Story, score: float) -> str:
    return percent(score) if story.metric == "accuracy" else short(score)


def duration(seconds: float) -> str:
    """``2.1 s``, ``3 min 5 s``."""
    if seconds < 60:
        return f"{seconds:.2g} s" if seconds < 10 else f"{seconds:.0f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s"


def sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]
