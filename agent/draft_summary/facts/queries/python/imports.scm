; Captures: @from a module that names are taken of, with @name or @star; @module a module that is imported whole.
(import_from_statement
  module_name: [(dotted_name) (relative_import)] @from
  name: [(dotted_name) (aliased_import)] @name)
(import_from_statement
  module_name: [(dotted_name) (relative_import)] @from
  (wildcard_import) @star)
(import_statement name: [(dotted_name) (aliased_import)] @module)
