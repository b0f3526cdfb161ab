"""Pages of training: for learners, heads, trainers and organisers."""
