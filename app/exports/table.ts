export { type Cell, type Column, dayCell } from '../../db/queries/tables/column'
