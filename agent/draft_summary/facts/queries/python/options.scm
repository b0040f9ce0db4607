; Captures: @call the declaration of a command-line option that an environment variable may give.
(call
  function: (_) @function
  (#any-of? @function "click.option" "click.argument" "option" "argument" "typer.Option" "typer.Argument" "Option" "Argument")
  arguments: (argument_list (keyword_argument name: (identifier) @keyword (#eq? @keyword "envvar")))) @call
