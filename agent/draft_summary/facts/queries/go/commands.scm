; Captures: @call a call that declares an option, @operand what it is made on, @function, @arguments; @key and @value of
; an option's struct; @tag a struct field's tag with its @field.
(call_expression
  function: (selector_expression operand: (_) @operand field: (field_identifier) @function)
  arguments: (argument_list) @arguments
  (#match? @function "^(String|Bool|Int|Int64|Uint|Uint64|Float64|Duration|StringSlice|StringArray|Count|Func|Text)(Slice|Array)?(Var)?P?$")) @call

(keyed_element . (_) @key (_) @value (#eq? @key "Name")) @keyed

(field_declaration tag: [(raw_string_literal) (interpreted_string_literal)] @tag (#match? @tag "long:")) @field
