; Captures: @read a member of @object by @name, or by @key in brackets; @pattern that takes members out of @value; @call
; of a method that may give a variable.
(member_expression object: (_) @object property: (property_identifier) @name) @read

(subscript_expression object: (_) @object index: (string) @key) @read

(variable_declarator name: (object_pattern) @pattern value: (_) @value)

(call_expression function: (member_expression property: (property_identifier) @_method)
  (#any-of? @_method "get" "getOrThrow" "required" "optional")) @call

(call_expression function: (identifier) @_function
  (#match? @_function "^(get|require|read|must|load|parse)?(Required|Optional|Mandatory)?(env|Env|ENV)(Var|Variable|Value)?$")) @call
