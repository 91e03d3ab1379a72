"""What came out: right and wrong by class, or predicted against actual, and the largest mistakes with their rows."""

from clearprop.app.training_page.classes import classes_panel
from clearprop.app.training_page.measures import measures_panel
from clearprop.app.training_page.story import Story


def results_panel(story: Story) -> str:
    """For classes or for numbers."""
    if story.classified:
        return classes_panel(story, story.classified)
    assert story.measured is not None
    return measures_panel(story, story.measured)
