import type { Dashboard, DashboardFilter } from '../api/types'

type FilterOption = NonNullable<DashboardFilter['options']>[number]
export const optionName = (option: FilterOption): string => option.name ?? option.value ?? option.title

/** A filter's value as the reader sees it. */
export function filterTitle(board: Dashboard, name: string, value: string): string {
  const filter = board.filters.find((each) => each.name === name)
  return filter?.options?.find((option) => optionName(option) === value)?.title ?? value
}
