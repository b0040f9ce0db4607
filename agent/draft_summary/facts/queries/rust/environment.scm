; Captures: @read a call or macro that reads a variable, @function what is called.
(call_expression
  function: [(identifier) (scoped_identifier) (field_expression)] @function
  arguments: (arguments . [(string_literal) (raw_string_literal) (identifier) (scoped_identifier)])
  (#match? @function "(env|var|var_os)(_\\w{0,40})?$")) @read

(macro_invocation macro: (identifier) @function (#any-of? @function "env" "option_env" "dotenv")) @read

(attribute_item (attribute . (identifier) @attribute (#any-of? @attribute "arg" "clap" "structopt" "envconfig" "config" "serde_env"))) @option
