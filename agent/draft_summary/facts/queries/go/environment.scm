; Captures: @read a call that reads a variable, @function what is called, @arguments; @tag a struct field's tag with its
; @field declaration; @struct the composite literal of a command-line option, @keyed its `Key: value`.
(call_expression
  function: [(identifier) (selector_expression)] @function
  arguments: (argument_list . [(interpreted_string_literal) (raw_string_literal) (identifier) (selector_expression)]) @arguments
  (#match? @function "([eE]nv|Envar|EnvVars?|SetDefault|Process)\\w{0,30}$")) @read

(field_declaration tag: [(raw_string_literal) (interpreted_string_literal)] @tag (#match? @tag "env")) @field

(keyed_element . (_) @key (_) @value (#any-of? @key "EnvVars" "EnvVar" "EnvVars" "Sources")) @keyed
