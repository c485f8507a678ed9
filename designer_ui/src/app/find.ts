import { createContext, useContext } from 'react'

/** Opens the search from anywhere. */
export const FindContext = createContext<() => void>(() => undefined)
export const useFind = (): (() => void) => useContext(FindContext)
