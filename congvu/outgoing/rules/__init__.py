"""The paper as words and its form as the law has it, without a database."""
