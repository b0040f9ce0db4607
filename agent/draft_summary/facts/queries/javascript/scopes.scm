; Captures: every @function, whatever its form.
[
  (arrow_function) (function_expression) (generator_function)
  (function_declaration) (generator_function_declaration) (method_definition)
] @function
