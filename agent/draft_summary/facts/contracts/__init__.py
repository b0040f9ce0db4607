"""Documents that state routes without a program: OpenAPI, protobuf, GraphQL."""
