"""A plan's document → a draft of its spec: the document's words and their places, with a doubt wherever a person must decide."""
