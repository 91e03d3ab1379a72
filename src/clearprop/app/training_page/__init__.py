"""The page that `clearprop train --report` writes: how training went and what came out, every number computed."""
